import { EventSource } from "eventsource-wasm";
import htmx from "htmx.org";
import "htmx-ext-sse";

htmx.createEventSource = (url) => new EventSource(url, { headers: { authorization: TOKEN } });
globalThis.htmx = htmx;
