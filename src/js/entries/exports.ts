/** The exports of every entry point that has the class. Some exist only so that it can replace npm `eventsource`. */
export type {
  AddEventListenerOptions,
  EventListener,
  EventListenerObject,
  EventListenerOptions,
  EventListenerOrEventListenerObject,
} from "../runtime/ambient.js";
export { ErrorEvent } from "../failure/error-event.js";
export { EventSource } from "../event-source.js";
export type { EventSourceConstructor, EventSourceEventMap, EventSourceOpenEvent } from "../event-source.js";
export { events } from "../events.js";
export type { EventsInit, ServerSentEvent } from "../events.js";
export { EventSourceError } from "../failure/failure.js";
export type { EventSourceErrorEvent, Failure, FailureReason } from "../failure/failure.js";
export type { EventSourceFetchInit, FetchLike, FetchLikeInit, FetchLikeResponse, ReaderLike } from "../driver/fetch-like.js";
export type { Attempt, EventSourceInit, EventSourceUrl, ReconnectPolicy } from "../options/init.js";
