/** One request, one loop: `events()`. */
import { EARLY } from "./failure/sentence.js";
import { EventSourceError } from "./failure/failure.js";
import { ReadyState } from "./driver/connection.js";
import { Driver } from "./driver/driver.js";
import type { EventSourceInit, EventSourceUrl } from "./options/init.js";
import { check } from "./options/options.js";
import { queueFor } from "./delivery/queue.js";
import { RequestTemplate } from "./driver/request.js";
import type { Sink } from "./delivery/sink.js";
import { initFromStream, STREAM_URL } from "./driver/stream-source.js";

/** An event of {@link events}. */
export interface ServerSentEvent {
  /** The event type; `message` where the server gives none. */
  readonly type: string;
  readonly data: string;
  /** The last event ID string; `""` if the server never sent one. */
  readonly id: string;
  /** Whether the server gave the type: `event: message` is named, an event without a type is not. */
  readonly named: boolean;
  /** The reconnection time in ms, if the server has sent `retry` since the event before. */
  readonly retry: number | undefined;
  /**
   * The data, parsed. It may be called by itself: `const { json } = event`.
   * @throws {SyntaxError} if it is no JSON; the message names the event and shows the data's beginning
   */
  json<T = unknown>(): T;
}

/** The options of {@link EventSourceInit}, `reconnect` being `false` unless it is asked for. */
export interface EventsInit extends EventSourceInit {
  /** Ends the loop after the first event for which it gives `true`; the loop still gets that one. */
  until?: (event: ServerSentEvent) => boolean;
  /**
   * What the end of the stream is before `until` was true: an error, with reason `incomplete`, or the end of the loop, for servers
   * that send no closing event. Default: `"throw"`.
   */
  incomplete?: "throw" | "end";
}

/**
 * The events of one request, for a `for await` loop. It is sent when the loop begins, and the body is read only as fast as
 * the loop runs. `break` and `return()` abort it.
 *
 * The loop ends where the server ends the stream. Whatever else happens is thrown as an {@link EventSourceError}: a refused
 * response, a lost connection, a limit. An aborted `signal` throws its reason, as `fetch` does.
 * @param source where to send the request, as for the class, or what is there already: a `Request`, a `Response`, its body
 * @throws {DOMException} `SyntaxError` if a URL cannot be parsed
 * @throws {TypeError} if a stream is locked, or an option is not what it should be
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
    early_: until && throws ? EARLY : undefined,
    get full_() {
      return queue.full_;
    },
    opened_() {},
    message_(type, data, _origin, id, see, retry) {
      const event = new LoopEvent(type, data, id, retry);
      see?.(event as never);
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

/** `json` is a getter, so that it can be taken out of the event. */
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

/** The arguments of a request for one, and for what else may be a source. */
function requestOf(source: unknown, init: EventsInit): [url: unknown, init: EventsInit] {
  if (source instanceof ReadableStream) return [STREAM_URL, { ...init, ...initFromStream("events", source) }];
  if (source instanceof Response) return [source.url || STREAM_URL, { ...init, ...initFromStream("events", source.body, source) }];
  return source instanceof Request ? [source.url, { ...fieldsOf(source), ...init }] : [source, init];
}

/** Not the Request itself: it can be sent once, and not with other headers. */
function fieldsOf(request: Request): EventSourceInit {
  const fields: Record<string, unknown> = {};
  for (const name of ["method", "headers", "cache", "credentials", "integrity", "keepalive", "mode", "redirect", "referrer", "referrerPolicy", "signal"] as const) {
    const value = request[name];
    // "default" is what every request has that was not told otherwise; ours is not to be stored.
    if (value !== undefined && !(name === "cache" && value === "default")) fields[name] = value;
  }
  // As a stream it could be sent once, and in browsers only over HTTP/2.
  let bytes: Promise<ArrayBuffer> | undefined;
  if (request.method !== "GET" && request.method !== "HEAD") fields.body = async () => ((await (bytes ??= request.arrayBuffer())).byteLength > 0 ? bytes : null);
  return fields;
}
