// The code that does what this page does. It is printed from the very values that the page gives the constructor.

const isName = (key) => /^[A-Za-z_$][\w$]*$/.test(key);

/** A value as JavaScript. */
export function printed(value, indent = "") {
  if (Array.isArray(value)) return `[${value.map((one) => printed(one)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const entries = Object.entries(value).map(([key, one]) => `${isName(key) ? key : JSON.stringify(key)}: ${printed(one, inner)}`);
  const short = `{ ${entries.join(", ")} }`;
  if (indent && short.length < 60) return short;
  return `{\n${entries.map((entry) => `${inner}${entry},\n`).join("")}${indent}}`;
}

/** The module that connects to `url` with `init`, and prints what happens. */
export function codeOf(url, init) {
  const options = Object.keys(init).length > 0 ? `, ${printed(init)}` : "";
  return `import { EventSource } from "eventsource-wasm";

const source = new EventSource(${printed(url)}${options});
source.onopen = () => console.log("open");
source.onerror = ({ message }) => console.log(message);

for await (const { type, data, lastEventId } of source) {
  console.log(type, lastEventId, data);
}
`;
}
