/** The types of the constructor's arguments. */
import type { BodyInit, HeadersInit } from "../runtime/ambient.js";
import type { Failure } from "../failure/failure.js";
import type { FetchLike } from "../driver/fetch-like.js";

/** The argument of the functions that are called for each attempt. */
export interface Attempt {
  /** The number of the attempt: 0 for the first connection, then one more for each reconnect. */
  readonly number: number;
  /** The last event ID string; `""` if there is none. */
  readonly lastEventId: string;
  /** The failure that made this attempt necessary (for the class, its `error` event); `undefined` for the first attempt. */
  readonly lastError: Failure | undefined;
  /** Aborted when the source is closed, or this attempt's request ends. */
  readonly signal: AbortSignal;
}

/** Where to connect: a URL, or a function that returns it for each attempt. */
export type EventSourceUrl = string | URL | ((attempt: Attempt) => string | URL | Promise<string | URL>);

/** When to reestablish a lost connection, and when to give up. */
export interface ReconnectPolicy {
  /** The longest delay to which the backoff grows, in milliseconds. A longer reconnection time is still obeyed. Default: 30 000. */
  maxDelay?: number;
  /** The factor by which the delay grows with each failure in a row, from the second on; at least 1. Default: 2. */
  factor?: number;
  /**
   * The random part of the delay, as a share of it that is added on top: 0 to 1. Default: 0.5, but 0 for the first reconnect if the server
   * has sent `retry`. A value that you set applies to that reconnect, too.
   */
  jitter?: number;
  /** How many reconnects in a row may fail before giving up (reason `gave-up`). Default: `Infinity`. */
  maxAttempts?: number;
  /** How long attempts may keep failing before giving up (reason `gave-up`), in milliseconds. Default: `Infinity`. */
  maxElapsed?: number;
  /** How long a connection must have been open to reset the backoff, in milliseconds. An event resets it at once. Default: 5000. */
  resetAfter?: number;
  /** HTTP statuses after which to try again instead of failing. `Retry-After` is obeyed. Default: `[]`, as in the standard. */
  statuses?: readonly number[];
  /**
   * Decides about each failure after which another attempt could succeed: `false` gives up, `true` reconnects after the policy's delay, a
   * number reconnects after that many milliseconds. The failure says what the policy would do. If it throws, the connection fails.
   */
  decide?: (failure: Failure) => boolean | number | Promise<boolean | number>;
}

/**
 * The options of a source: everything in `fetch`'s `RequestInit`, which is passed on, with the changes and additions below.
 *
 * `new EventSource(url)` and `new EventSource(url, { withCredentials })` behave as the standard says (WHATWG HTML §9.2.2).
 */
export interface EventSourceInit extends Omit<RequestInit, "headers" | "body" | "method" | "signal"> {
  /**
   * The request's method, or a function that returns it for each attempt. Together with functions for the URL and the body, it lets a
   * stream that a POST began be resumed by a GET. Default: `GET`.
   */
  method?: string | ((attempt: Attempt) => string | Promise<string>);
  /** Whether to send cookies to other origins, too (credentials mode `include`). Default: `false` (`same-origin`). */
  withCredentials?: boolean;
  /**
   * The request's headers, or a function that returns them for each attempt, such as a fresh token after a 401. `Accept:
   * text/event-stream` is added unless you set it. If the function throws or rejects, the attempt fails.
   */
  headers?: HeadersInit | ((attempt: Attempt) => HeadersInit | undefined | Promise<HeadersInit | undefined>);
  /**
   * The request's body, or a function that returns it for each attempt. A `ReadableStream` can be sent only once, so reconnecting with the
   * same one fails.
   */
  body?: BodyInit | null | ((attempt: Attempt) => BodyInit | null | Promise<BodyInit | null>);
  /** The function to call instead of the global `fetch`, which is looked up at each attempt. */
  fetch?: FetchLike;
  /** Closes the source when aborted. */
  signal?: AbortSignal | null;
  /**
   * Returns a cursor to use in place of the last event ID in `attempt.lastEventId` and in the next request, for servers that put their
   * position into the data. It is called for every event before the event is dispatched; `undefined` keeps the current value. Default: the
   * stream's last event ID.
   */
  cursor?: (event: { readonly type: string; readonly data: string }) => string | undefined;
  /** The initial last event ID string, which the first request sends. Default: `""`, which is not sent. */
  lastEventId?: string;
  /**
   * The query parameter that carries the last event ID instead of the `Last-Event-ID` header, which avoids the CORS preflight. It replaces a
   * parameter of that name in the URL. Mercure calls it `lastEventID` (0.x) and `last_event_id` (1.0). Default: the header.
   */
  lastEventIdParam?: string;
  /**
   * Whether and when to reestablish a lost connection. Default: `true` for GET and HEAD, `false` for every other method and for a method
   * function, so that a POST is never repeated silently.
   */
  reconnect?: boolean | ReconnectPolicy;
  /** The reconnection time until the server sends `retry`, in milliseconds: the delay of the first reconnect. Default: 3000. */
  reconnectionTime?: number;
  /** How long no byte may arrive before the connection counts as lost, in milliseconds; comments count. Default: 0, which means no limit. */
  idleTimeout?: number;
  /** How long an attempt may take until the response's headers arrive, in milliseconds. Default: 0, which means no limit. */
  connectTimeout?: number;
  /** The largest size of one event's values, in bytes; a larger event fails the connection. Comments do not count. Default: 100 MiB; at most 1 GiB. */
  maxEventSize?: number;
  /** npm `eventsource`'s name for `maxEventSize`, which takes precedence. */
  maxBufferSize?: number;
  /**
   * Names of headers that, like `Authorization` and `Cookie`, must never follow a redirect to another origin. Browsers do not reveal where a
   * redirect goes, so there a redirect that might leave the origin fails the connection with the reason `redirect`. Default: none.
   */
  secretHeaders?: readonly string[];
  /** Called for every response before its body is read. An exception is reported; the connection goes on. */
  onresponse?: (response: Response) => void;
  /** Called for every comment, with its text after the colon and one optional space. An exception is reported; the stream goes on. */
  oncomment?: (text: string) => void;
  /**
   * What to do with the connection while the page is hidden, if the source reconnects. `"keep"` keeps it. `"pause"` ends the request, and
   * connects again with the last event ID when the page is visible. A number does so only after that many milliseconds. No event is
   * dispatched; `readyState` is CONNECTING meanwhile. Workers are never hidden. Default: `"keep"`.
   */
  whenHidden?: "keep" | "pause" | number;
  /** In Node: whether a source that waits to reconnect keeps the process alive. Default: `true`. */
  keepAlive?: boolean;
}
