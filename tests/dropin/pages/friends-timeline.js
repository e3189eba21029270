import { install } from "eventsource-wasm/polyfill";

install({ force: true, defaults: { headers: { authorization: TOKEN } } });

// Statuses are messages, what else friends do has a name; all of it is JSON.
const wall = document.querySelector("#wall");
const add = (kind) => ({ data }) => {
  const { name, text } = JSON.parse(data);
  const item = Object.assign(document.createElement("li"), { className: kind, textContent: `${name}: ${text}` });
  wall.prepend(item);
};
const source = new EventSource("/timeline");
source.onmessage = add("status");
for (const kind of ["friend", "photo"]) source.addEventListener(kind, add(kind));
