/** The constructor's second argument. */
import type { EventSourceErrorEvent } from "./failure.js";

/** What the per-attempt functions are told. */
export interface Attempt {
  /** 0 for the first connection, then one more for each reconnect. */
  readonly number: number;
  /** The last event ID string; `""` if there is none. */
  readonly lastEventId: string;
  /** The error event that made this attempt necessary; `undefined` for the first one. */
  readonly lastError: EventSourceErrorEvent | undefined;
  /** Aborted when the source is closed or this attempt's request is given up. */
  readonly signal: AbortSignal;
}

/** A function that can stand in for `fetch`. */
export type FetchLike = (url: string, init: RequestInit) => Response | Promise<Response>;

/**
 * Everything that `fetch`'s `RequestInit` takes is taken and passed on, with these changes.
 * `new EventSource(url)` and `new EventSource(url, { withCredentials })` behave as the standard says
 * (WHATWG HTML §9.2.2).
 */
export interface EventSourceInit extends Omit<RequestInit, "headers" | "body" | "signal"> {
  /** Sends cookies to other origins too (credentials mode `include`). Default: `false` (`same-origin`). */
  withCredentials?: boolean;
  /**
   * The request's headers, or a function that gives them, called anew for each attempt: a fresh token
   * after a 401 or an expiry. `Accept: text/event-stream` is added unless set. A function that throws
   * or rejects counts as a failed attempt.
   */
  headers?: HeadersInit | ((attempt: Attempt) => HeadersInit | undefined | Promise<HeadersInit | undefined>);
  /**
   * The request's body, or a function that gives it, called anew for each attempt. A `ReadableStream`
   * can be sent only once: a reconnect with it fails.
   */
  body?: BodyInit | null | ((attempt: Attempt) => BodyInit | null | Promise<BodyInit | null>);
  /** Stands in for the global `fetch`, which is looked up at each attempt. */
  fetch?: FetchLike;
  /** Aborting it is `close()`. */
  signal?: AbortSignal | null;
  /** The initial last event ID string, sent with the first request. Default: `""`. */
  lastEventId?: string;
  /**
   * Whether a lost connection is reestablished. Default: `true` for GET and HEAD, `false` for every
   * other method, so that a POST is never silently repeated.
   */
  reconnect?: boolean;
}
