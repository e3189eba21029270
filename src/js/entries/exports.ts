/** What every entry point with the class exports. */
export { EventSource } from "../event-source.js";
export type { EventSourceEventMap } from "../event-source.js";
export type { EventSourceErrorEvent, FailureReason } from "../failure.js";
export type { Attempt, EventSourceInit, FetchLike } from "../init.js";
