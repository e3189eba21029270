/** Compile-time tests: what is written for the types of `sse.js` 2.8 is right for ours. */
import { SSE, type ReadyStateEvent, type SSEHeaders, type SSEOptions, type SSEPayload, type SSEvent } from "../../src/js/adapters/sse.js";

const headers: SSEHeaders = { authorization: "Bearer x" };
const payload: SSEPayload = JSON.stringify({ task: 1 });
const options: SSEOptions = { headers, payload, method: "POST", withCredentials: true, start: false, debug: false, autoReconnect: true, reconnectDelay: 1000, maxRetries: null, useLastEventId: false };
const source: SSE = new SSE("/job", options);

source.addEventListener("message", (event: SSEvent) => void JSON.parse(event.data));
source.addEventListener("message", (event: MessageEvent) => void event.data);
source.addEventListener("readystatechange", (event: ReadyStateEvent) => void (event.readyState === source.CLOSED));
source.addEventListener("progress", async (event) => void event.data);
source.addEventListener("error", ({ responseCode, data, message }: SSEvent) => void [responseCode, data, message]);
source.onmessage = (event) => void (event.id + event.lastEventId);
source.onopen = ({ headers, source }) => void [headers?.["content-type"]?.[0], source?.url];
source.headers = { authorization: "Bearer y" };
source.headers["x-client"] = "c";
source.autoReconnect = source.retryCount < (source.maxRetries ?? 5);
source.stream();
source.close();

// What the class here takes, too.
new SSE("/job", { headers: async () => ({ authorization: "Bearer z" }), idleTimeout: 45_000 });
