import htmx from "htmx.org";
import "htmx-ext-sse";
import { SSE } from "sse.js";

htmx.createEventSource = (url) => new SSE(url, { headers: { authorization: TOKEN } });
globalThis.htmx = htmx;
