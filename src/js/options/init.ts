/** The constructor's arguments. */
import type { BodyInit, HeadersInit } from "../runtime/ambient.js";
import type { Failure } from "../failure/failure.js";
import type { FetchLike } from "../driver/fetch-like.js";

/** What the per-attempt functions are told. */
export interface Attempt {
  /** 0 for the first connection, then one more for each reconnect. */
  readonly number: number;
  /** The last event ID string; `""` if there is none. */
  readonly lastEventId: string;
  /** What made this attempt necessary, the `error` event of the class; `undefined` for the first one. */
  readonly lastError: Failure | undefined;
  /** Aborted when the source is closed or this attempt's request is given up. */
  readonly signal: AbortSignal;
}

/** Where to connect: a URL, or a function that gives it, called anew for each attempt. */
export type EventSourceUrl = string | URL | ((attempt: Attempt) => string | URL | Promise<string | URL>);

/** When a lost connection is reestablished, and when it is given up. */
export interface ReconnectPolicy {
  /** Cap of the backoff in ms; a longer reconnection time is still obeyed. Default: 30 000. */
  maxDelay?: number;
  /** Growth of the delay with each failure in a row, from the second on; at least 1. Default: 2. */
  factor?: number;
  /**
   * Share of the delay that is random, 0 to 1, always added on top. Default: 0.5, but none on the first
   * reconnect after a `retry` of the server; what is given holds for that one, too.
   */
  jitter?: number;
  /** Reconnects in a row that may fail before giving up (reason `gave-up`). Default: `Infinity`. */
  maxAttempts?: number;
  /** Milliseconds of failing before giving up (reason `gave-up`). Default: `Infinity`. */
  maxElapsed?: number;
  /** Milliseconds that a connection must have been open to reset the backoff; an event resets it at once. Default: 5000. */
  resetAfter?: number;
  /** HTTP statuses that are retried instead of failing, after what `Retry-After` says. Default: `[]`, as the standard has it. */
  statuses?: readonly number[];
  /**
   * Has the last word on each failure that another attempt could get past: `false` gives up, `true` reconnects after the
   * policy's delay, a number after so many ms. What it is given says what the policy would do. If it throws, the connection fails.
   */
  decide?: (failure: Failure) => boolean | number | Promise<boolean | number>;
}

/**
 * Everything that `fetch`'s `RequestInit` takes is taken and passed on, with these changes.
 * `new EventSource(url)` and `new EventSource(url, { withCredentials })` behave as the standard says
 * (WHATWG HTML §9.2.2).
 */
export interface EventSourceInit extends Omit<RequestInit, "headers" | "body" | "method" | "signal"> {
  /**
   * The request's method, or a function that gives it, called anew for each attempt: with the URL and the body as functions, a stream
   * that was begun by POST is resumed by GET. Default: `GET`.
   */
  method?: string | ((attempt: Attempt) => string | Promise<string>);
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
  /**
   * Gives what stands for the last event ID in `attempt.lastEventId` and in the next request, for servers that put their position
   * into the data; `undefined` keeps what there is. It sees every event before anybody else. Default: the stream's ID.
   */
  cursor?: (event: { readonly type: string; readonly data: string }) => string | undefined;
  /** The initial last event ID string, sent with the first request. Default: `""`. */
  lastEventId?: string;
  /**
   * The name of a query parameter that carries the last event ID instead of the header, which spares the CORS preflight.
   * It replaces one of that name in the URL. Mercure calls it `lastEventID` (0.x) and `last_event_id` (1.0). Default: the header.
   */
  lastEventIdParam?: string;
  /**
   * Whether and when a lost connection is reestablished. Default: `true` for GET and HEAD, `false` for every
   * other method and for a function, so that a POST is never silently repeated.
   */
  reconnect?: boolean | ReconnectPolicy;
  /** The reconnection time in ms until the server sends `retry`: the delay before the first reconnect. Default: 3000. */
  reconnectionTime?: number;
  /** Milliseconds without one byte (comments count) after which the connection counts as lost. Default, and 0: never. */
  idleTimeout?: number;
  /** Milliseconds from the beginning of an attempt to the response's headers. Default, and 0: as long as it takes. */
  connectTimeout?: number;
  /** Bytes that the values of one event may take before the connection fails; comments never count. Default: 100 MiB; at most 1 GiB. */
  maxEventSize?: number;
  /** The name that npm `eventsource` has for `maxEventSize`, which goes before it. */
  maxBufferSize?: number;
  /**
   * Names of headers that, like `Authorization` and `Cookie`, are never sent to another origin on a redirect. Browsers do not
   * tell where a redirect goes: there one that might leave the origin fails the connection, with reason `redirect`.
   */
  secretHeaders?: readonly string[];
  /** Sees every response, before its body is read. */
  onresponse?: (response: Response) => void;
  /** Sees every comment: the text behind the colon, without one leading space. An exception is reported; the stream goes on. */
  oncomment?: (text: string) => void;
  /**
   * What becomes of the connection of a hidden page, if it may reconnect: `"keep"`; `"pause"` ends the request, and connects with the
   * last event ID when the page is seen; a number does so after as many ms of being hidden. No event tells of it; `readyState` is CONNECTING
   * meanwhile. Workers are never hidden. Default: `"keep"`.
   */
  whenHidden?: "keep" | "pause" | number;
  /** In Node: whether the wait before a reconnect keeps the process alive. Default: `true`. */
  keepAlive?: boolean;
}
