import { EventSourcePolyfill, NativeEventSource } from "event-source-polyfill";

// As its README has it, with its own options.
globalThis.got = [`native: ${NativeEventSource === globalThis.EventSource}`];
globalThis.EventSource = EventSourcePolyfill;
const source = new EventSource("/events", { headers: { authorization: TOKEN }, heartbeatTimeout: 60_000, lastEventIdQueryParameterName: "after" });
source.onmessage = ({ data }) => got.push(data);
