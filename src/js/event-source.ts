/** The `EventSource` class: a thin shell over {@link Driver}, in the shape that WebIDL prescribes. */
import type { AddEventListenerOptions, EventListenerOptions, EventListenerOrEventListenerObject, MessageEvent } from "./runtime/ambient.js";
import { Dispatcher } from "./delivery/dispatcher.js";
import { eventHandler } from "./delivery/event-handler.js";
import type { EventSourceErrorEvent } from "./failure/failure.js";
import { ReadyState } from "./driver/connection.js";
import { Driver } from "./driver/driver.js";
import type { EventSourceInit, EventSourceUrl } from "./options/init.js";
import { RequestTemplate } from "./driver/request.js";
import { withDefaults } from "./options/defaults.js";
import { initFromStream, STREAM_URL } from "./driver/stream-source.js";

/** The events of every source. Others have the types that the server sends. */
export interface EventSourceEventMap {
  open: EventSourceOpenEvent;
  message: MessageEvent<string>;
  error: EventSourceErrorEvent;
}

/** The `open` event, with the head of the response. */
export interface EventSourceOpenEvent extends Event {
  readonly status: number;
  readonly headers: Headers;
  /** The response's URL, after redirects. */
  readonly url: string;
}

type Handler<E extends Event> = (this: EventSourceClass<any>, event: E) => unknown;
/** The type of a handler when read. It is loose, so that the class is assignable to lib.dom's. */
type AnyHandler = ((event: any) => unknown) | null;
type Listener<E> = ((this: EventSourceClass<any>, event: E) => unknown) | { handleEvent(event: E): unknown };
type EventsOf<Events> = Omit<EventSourceEventMap, keyof Events> & Events;

interface EventSourceClass<Events = {}> {
  /** Closes the source at the end of a `using` block. Exists only if the runtime has `Symbol.dispose`. */
  [Symbol.dispose](): void;
  removeEventListener<K extends keyof EventsOf<Events> & string>(type: K, listener: Listener<EventsOf<Events>[K]> | null, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: Listener<MessageEvent<string>> | null, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | EventListenerOptions): void;
}

/** The constructor of anything that can be used as an EventSource: this class, a browser's, or a mock. */
export interface EventSourceConstructor {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  new (url: string | URL, init?: EventSourceInit): Standard;
}

/** The members that the standard defines. */
type Standard = Pick<EventSourceClass, "url" | "withCredentials" | "onopen" | "onmessage" | "onerror" | "close" | keyof EventTarget> & { readonly readyState: number };

/**
 * The standard's [EventSource](https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface),
 * built on `fetch`, with the options of {@link EventSourceInit}.
 *
 * `Events` declares the server's event types: `new EventSource<{ tick: MessageEvent<string> }>(url)`.
 */
class EventSourceClass<Events = {}> extends EventTarget {
  declare static readonly CONNECTING: 0;
  declare static readonly OPEN: 1;
  declare static readonly CLOSED: 2;
  declare readonly CONNECTING: 0;
  declare readonly OPEN: 1;
  declare readonly CLOSED: 2;

  readonly #dispatcher = new Dispatcher(this);
  readonly #driver: Driver;
  readonly #onopen = eventHandler<NonNullable<AnyHandler>>(this, "open");
  readonly #onmessage = eventHandler<NonNullable<AnyHandler>>(this, "message");
  readonly #onerror = eventHandler<NonNullable<AnyHandler>>(this, "error");

  /**
   * Creates a source and connects. The first request is sent after the running script has finished.
   * @param url the URL of the event stream, relative to the document or the worker's script, or a function that returns it for each attempt
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed
   * @throws {TypeError} if `init` is not an object, an option is invalid, or a GET or HEAD request has a body
   * @throws {Error} if WebAssembly is blocked; the message says what to allow
   */
  constructor(url: EventSourceUrl, init: EventSourceInit = {}) {
    super();
    if (arguments.length === 0) throw new TypeError("EventSource: the first argument, the URL, is missing.");
    init ??= {};
    if (Object(init) !== init) throw new TypeError(`EventSource: the second argument must be an object, not ${typeof init}.`);
    this.#driver = new Driver(this.#dispatcher, new RequestTemplate(url, init));
    this.#driver.start_();
  }

  /**
   * Creates a source that reads an existing stream, such as the body of a `fetch` response (whatwg/html#12272).
   *
   * It never reconnects: when the stream ends, `readyState` becomes CLOSED, and an `error` event is dispatched. Its URL is
   * `about:event-stream`, and the `origin` of its events is `"null"`.
   * @throws {TypeError} if the stream is locked
   */
  static fromReadableStream(stream: ReadableStream<Uint8Array>): EventSource {
    return new EventSource(STREAM_URL, initFromStream("EventSource.fromReadableStream", stream));
  }

  /**
   * Returns a subclass, also named EventSource, that has these default options: for libraries that only call `new EventSource(url)`.
   *
   * The constructor's own options override the defaults; headers are merged by name.
   * @param defaults the options, or a function that returns them for each source; it is called with the source's absolute URL, or `""` if the
   * URL is a function
   */
  static with(defaults: EventSourceInit | ((url: string) => EventSourceInit)): typeof EventSource {
    const Class = class extends this {
      constructor(...args: [url: EventSourceUrl, init?: EventSourceInit]) {
        if (args.length > 0) args[1] = withDefaults(defaults, args[0], args[1]);
        super(...args);
      }
    };
    return Object.defineProperty(Class, "name", { value: "EventSource" }) as typeof EventSource;
  }

  /** The constructor's URL, resolved. If it is a function, its last result, or `""` before the first call. */
  get url(): string {
    return this.#driver.template_.givenHref_;
  }

  /** Whether cookies are sent to other origins. */
  get withCredentials(): boolean {
    return !!this.#driver.template_.options_.withCredentials;
  }

  /** The state: 0 CONNECTING (also while waiting to reconnect), 1 OPEN, 2 CLOSED. */
  get readyState(): 0 | 1 | 2 {
    return this.#driver.connection_.readyState_;
  }

  /** The last event ID string, which the next request sends; `""` if there is none (whatwg/html#12272). */
  get lastEventId(): string {
    return this.#driver.lastEventId_;
  }

  /** The reconnection time in milliseconds: 3000 by default, until the server sends `retry` (whatwg/html#12272). */
  get reconnectionTime(): number {
    return this.#driver.connection_.reconnectionTime_;
  }

  /**
   * Drops the unfinished block and accepts a BOM again, so that you can pipe a new stream into the one that is being read. Keeps
   * the last event ID string and the reconnection time (whatwg/html#12272).
   */
  reset(): void {
    this.#driver.stream_.restart_();
  }

  /**
   * Ends the current request, and connects again at once with the last event ID. Use it for a button, after a new login, or when
   * the window gets the focus.
   *
   * No `error` event is dispatched, no failure is counted, and a source that waits to reconnect stops waiting. Has no effect on a
   * CLOSED source, or on one that reads an existing stream.
   */
  reconnect(): void {
    this.#driver.reconnect_();
  }

  get onopen(): AnyHandler {
    return this.#onopen.value;
  }
  set onopen(handler: Handler<EventSourceOpenEvent> | null) {
    this.#onopen.value = handler;
  }

  get onmessage(): AnyHandler {
    return this.#onmessage.value;
  }
  set onmessage(handler: Handler<MessageEvent> | null) {
    this.#onmessage.value = handler;
  }

  get onerror(): AnyHandler {
    return this.#onerror.value;
  }
  set onerror(handler: Handler<EventSourceErrorEvent> | null) {
    this.#onerror.value = handler;
  }

  /**
   * Iterates over all events from now on, of any type, until the source is CLOSED.
   *
   * While a `for await` loop runs, the connection is read only as fast as the loop takes events; that also delays events for
   * listeners. Leaving the loop closes the source, just as it cancels a ReadableStream.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<MessageEvent<string>> {
    const queue = this.#dispatcher.queue_({ pull_: () => this.#driver.pull_(), stop_: () => this.close() });
    if (this.readyState === ReadyState.Closed) queue.end_();
    return queue;
  }

  override addEventListener<K extends keyof EventsOf<Events> & string>(type: K, listener: Listener<EventsOf<Events>[K]> | null, options?: boolean | AddEventListenerOptions): void;
  override addEventListener(type: string, listener: Listener<MessageEvent<string>> | null, options?: boolean | AddEventListenerOptions): void;
  override addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
  override addEventListener(...[type, ...rest]: Parameters<EventTarget["addEventListener"]>): void {
    this.#dispatcher.listenedTypes_.add(String(type));
    super.addEventListener(type, ...rest);
  }

  /** Closes the source. Aborts the request and stops reconnecting; no further event is dispatched, not even from a chunk already received. */
  close(): void {
    this.#driver.close();
  }
}

/** An EventSource whose server sends events of these types. */
export type EventSource<Events = {}> = EventSourceClass<Events>;
/** The class, in the shape that WebIDL prescribes. Not made in a static block, because bundlers never drop a class that has one. */
export const EventSource = /* @__PURE__ */ asInterface(EventSourceClass);

function asInterface(Class: typeof EventSourceClass): typeof EventSourceClass {
  const { prototype } = Class;
  const value = "EventSource";
  const enumerable = true;
  const states = { CONNECTING: { value: 0, enumerable }, OPEN: { value: 1, enumerable }, CLOSED: { value: 2, enumerable } };
  // WebIDL's attributes and operations are enumerable; those of a class are not.
  for (const name of Object.getOwnPropertyNames(prototype)) if (name !== "constructor") Object.defineProperty(prototype, name, { enumerable });
  Object.defineProperties(prototype, {
    ...states,
    [Symbol.toStringTag]: { value, configurable: true },
    ...(Symbol.dispose && { [Symbol.dispose]: { value: prototype.close, writable: true, configurable: true } }),
  });
  return Object.defineProperties(Class, {
    ...states,
    fromReadableStream: { enumerable },
    with: { enumerable },
    // Minifiers rename classes.
    name: { value },
    // npm `eventsource` has this, too. Libraries such as the MCP SDK check it to see whether the `fetch` option works.
    [Symbol.for("eventsource.supports-fetch-override")]: { value: true },
  });
}
