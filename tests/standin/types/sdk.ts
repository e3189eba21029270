// A dependant's own declarations, which import from "eventsource".
import { SseError, SSEClientTransport, type SSEClientTransportOptions } from "@modelcontextprotocol/sdk/client/sse.js";
import { ErrorEvent, type EventSourceInit, type FetchLikeInit } from "eventsource";

const eventSourceInit: EventSourceInit = { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: "Bearer t" } }) };
const options: SSEClientTransportOptions = { eventSourceInit };
export const transport = new SSEClientTransport(new URL("https://example.com/sse"), options);
export const error = new SseError(401, "no", new ErrorEvent("error", { code: 401 }));
export const code: number | undefined = error.event.code;
/** The name that 3.x had. */
export const accept = (init: FetchLikeInit): string => init.headers.Accept;
