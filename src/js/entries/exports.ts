/** What every entry point with the class exports. */
export { EventSource } from "../event-source.js";
export type { EventSourceEventMap } from "../event-source.js";
export { events } from "../events.js";
export type { EventsInit, ServerSentEvent } from "../events.js";
export { EventSourceError } from "../failure.js";
export type { EventSourceErrorEvent, Failure, FailureReason } from "../failure.js";
export type { Attempt, EventSourceInit, EventSourceUrl, FetchLike, ReconnectPolicy } from "../init.js";
