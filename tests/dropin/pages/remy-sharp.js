import { install } from "eventsource-wasm/polyfill";

install({ force: true, defaults: { headers: { authorization: TOKEN } } });

// Only what his polyfill has: a URL, the handlers, `addEventListener` with two arguments, the constants on the instance.
globalThis.got = [];
const source = new EventSource("/events");
const states = { [source.CONNECTING]: "connecting", [source.OPEN]: "open", [source.CLOSED]: "closed" };
const note = (what) => got.push(`${what}, ${states[source.readyState]}`);
note("made");
source.onopen = () => note("open");
source.onmessage = ({ type, data, lastEventId }) => note(`${type} ${data} ${lastEventId}`);
source.addEventListener("tick", ({ data }) => {
  note(`tick ${data}`);
  source.close();
  note("end");
});
