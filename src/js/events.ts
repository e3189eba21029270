/** `events()`: one request, one loop. */
import { EARLY_END } from "./failure/sentence.js";
import { EventSourceError } from "./failure/failure.js";
import { ReadyState } from "./driver/connection.js";
import { Driver } from "./driver/driver.js";
import type { EventSourceInit, EventSourceUrl } from "./options/init.js";
import { check } from "./options/options.js";
import { queueFor } from "./delivery/queue.js";
import { RequestTemplate } from "./driver/request.js";
import type { Sink } from "./delivery/sink.js";
import { initFromStream, STREAM_URL } from "./driver/stream-source.js";

/** An event from {@link events}. */
export interface ServerSentEvent {
  /** The event type; `"message"` if the server sends none. */
  readonly type: string;
  readonly data: string;
  /** The last event ID string; `""` if the server has sent none. */
  readonly id: string;
  /** Whether the server sent the type: true after `event: message`, false if the event has no `event` field. */
  readonly named: boolean;
  /** The reconnection time in milliseconds, if the server has sent `retry` since the previous event. */
  readonly retry: number | undefined;
  /**
   * Parses the data as JSON. It works without its event, too: `const { json } = event`.
   * @throws {SyntaxError} if the data is not JSON; the message names the event and quotes the beginning of the data
   */
  json<T = unknown>(): T;
}

/** The options of {@link events}: those of {@link EventSourceInit}, with `reconnect` off by default, and two more. */
export interface EventsInit extends EventSourceInit {
  /** Ends the loop after the first event for which it returns `true`. The loop still gets that event. */
  until?: (event: ServerSentEvent) => boolean;
  /**
   * What to do if the stream ends before `until` returned `true`. `"throw"` throws an error with the reason `incomplete`; `"end"` ends the
   * loop, for servers that send no closing event. Default: `"throw"`.
   */
  incomplete?: "throw" | "end";
}

/**
 * Returns the events of one request, for a `for await` loop. The request is sent when the loop begins, and the body is read only as
 * fast as the loop runs. `break` and `return()` abort the request.
 *
 * The loop ends when the server ends the stream. Any failure is thrown as an {@link EventSourceError}: a refused response, a lost
 * connection, an exceeded limit. If `signal` is aborted, its reason is thrown, as by `fetch`.
 * @param source the URL, as for the class, or a `Request`, a `Response`, or the body of one
 * @throws {DOMException} `SyntaxError` if the URL cannot be parsed
 * @throws {TypeError} if the stream is locked, or an option is invalid
 */
export function events(source: EventSourceUrl | Request | Response | ReadableStream<Uint8Array>, init: EventsInit = {}): AsyncIterableIterator<ServerSentEvent> {
  const [url, { until, incomplete, ...rest }] = requestOf(source, init);
  check(until, "until", [, "a function"]);
  const throws = check(incomplete, "incomplete", ["throw", '"throw" or "end"']) === "throw";
  const { signal } = rest;
  let isStarted = false;
  const queue = queueFor<ServerSentEvent>({
    pull_() {
      if (isStarted) return driver.pull_();
      isStarted = true;
      if (driver.connection_.readyState_ === ReadyState.Closed) sink.closed_();
      else driver.start_();
    },
    stop_: () => driver.close(),
  });
  const sink: Sink = {
    earlyEnd_: until && throws ? EARLY_END : undefined,
    get full_() {
      return queue.full_;
    },
    opened_() {},
    message_(type, data, _origin, id, beforeDispatch, retry) {
      const event = new LoopEvent(type, data, id, retry);
      beforeDispatch?.(event as never);
      queue.push_(event);
      let isLast: unknown;
      try {
        isLast = until?.(event);
        if (typeof (isLast as PromiseLike<boolean> | undefined)?.then === "function") throw new TypeError("events: `until` must return a boolean, not a promise.");
      } catch (error) {
        queue.end_({ error });
        isLast = true;
      }
      if (isLast) driver.close();
    },
    failed_(failure) {
      const error = new EventSourceError(failure);
      if (!failure.willReconnect) queue.end_(failure.reason === "end" ? undefined : { error });
      return error;
    },
    closed_: () => queue.end_(signal?.aborted ? { error: signal.reason } : undefined),
  };
  const driver = new Driver(sink, new RequestTemplate(url, rest, true));
  return queue;
}

/** An event of the loop. `json` is a getter that returns a function, so that `const { json } = event` works. */
class LoopEvent implements ServerSentEvent {
  declare readonly type: string;
  declare readonly data: string;
  declare readonly id: string;
  declare readonly named: boolean;
  declare readonly retry: number | undefined;

  constructor(type: string, data: string, id: string, retry: number | undefined) {
    this.type = type || "message";
    this.data = data;
    this.id = id;
    this.named = !!type;
    this.retry = retry;
  }

  get json() {
    return <T>(): T => {
      try {
        return JSON.parse(this.data) as T;
      } catch (cause) {
        const { type, data, id } = this;
        const name = `The event "${type}"${id && ` with the ID ${JSON.stringify(id)}`}`;
        throw new SyntaxError(`${name} is no JSON: ${(cause as Error).message}. Its data begins with ${JSON.stringify(data.slice(0, 80))}.`, { cause });
      }
    };
  }
}

/** Turns any source that `events()` accepts into the arguments of a request. */
function requestOf(source: unknown, init: EventsInit): [url: unknown, init: EventsInit] {
  if (source instanceof ReadableStream) return [STREAM_URL, { ...init, ...initFromStream("events", source) }];
  if (source instanceof Response) return [source.url || STREAM_URL, { ...init, ...initFromStream("events", source.body, source) }];
  return source instanceof Request ? [source.url, { ...fieldsOf(source), ...init }] : [source, init];
}

/** Copies a Request's fields into options. The Request itself could be sent only once, and only with its own headers. */
function fieldsOf(request: Request): EventSourceInit {
  const fields: Record<string, unknown> = {};
  for (const name of ["method", "headers", "cache", "credentials", "integrity", "keepalive", "mode", "redirect", "referrer", "referrerPolicy", "signal"] as const) {
    const value = request[name];
    // Skip "default", which means that nobody set it: our own default is "no-store".
    if (value !== undefined && !(name === "cache" && value === "default")) fields[name] = value;
  }
  // Read the body: as a stream it could be sent only once, and in browsers only over HTTP/2.
  let bytes: Promise<ArrayBuffer> | undefined;
  if (request.method !== "GET" && request.method !== "HEAD") fields.body = async () => ((await (bytes ??= request.arrayBuffer())).byteLength > 0 ? bytes : null);
  return fields;
}
