/** The class: a thin shell over {@link Driver}, as WebIDL would make it. */
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

/** The events that every source has; others have the types that the server names. */
export interface EventSourceEventMap {
  open: EventSourceOpenEvent;
  message: MessageEvent<string>;
  error: EventSourceErrorEvent;
}

/** The `open` event, with what the response's head says. */
export interface EventSourceOpenEvent extends Event {
  readonly status: number;
  readonly headers: Headers;
  /** Where redirects have led. */
  readonly url: string;
}

type Handler<E extends Event> = (this: EventSourceClass<any>, event: E) => unknown;
/** What reading a handler gives: loose, by which the class stays assignable to lib.dom's. */
type AnyHandler = ((event: any) => unknown) | null;
type Listener<E> = ((this: EventSourceClass<any>, event: E) => unknown) | { handleEvent(event: E): unknown };
type EventsOf<Events> = Omit<EventSourceEventMap, keyof Events> & Events;

interface EventSourceClass<Events = {}> {
  /** `close()`, at the end of a `using` block. Where the runtime has `Symbol.dispose`. */
  [Symbol.dispose](): void;
  removeEventListener<K extends keyof EventsOf<Events> & string>(type: K, listener: Listener<EventsOf<Events>[K]> | null, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: Listener<MessageEvent<string>> | null, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | EventListenerOptions): void;
}

/** What can be constructed and used as an EventSource: this class, a browser's, a mock. */
export interface EventSourceConstructor {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  new (url: string | URL, init?: EventSourceInit): Standard;
}

/** What the standard gives an EventSource. */
type Standard = Pick<EventSourceClass, "url" | "withCredentials" | "onopen" | "onmessage" | "onerror" | "close" | keyof EventTarget> & { readonly readyState: number };

/**
 * The [EventSource](https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface)
 * of the standard over `fetch`, with the options of {@link EventSourceInit}.
 *
 * `Events` names the server's event types: `new EventSource<{ tick: MessageEvent<string> }>(url)`.
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
   * Connects; the first request is sent after the running script has had its turn.
   * @param url the event stream's URL, relative to the document or the worker's script, or a function that gives it for each attempt
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed
   * @throws {TypeError} if `init` is no object, an option is not what it should be, or a GET or HEAD is to have a body
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
   * A source over a stream that is there already, such as a `fetch` response's body (whatwg/html#12272). It is never
   * reconnected: at the stream's end comes `error`, then `readyState` is CLOSED. Its URL is `about:event-stream`, the events'
   * origin `"null"`.
   * @throws {TypeError} if the stream is locked
   */
  static fromReadableStream(stream: ReadableStream<Uint8Array>): EventSource {
    return new EventSource(STREAM_URL, initFromStream("EventSource.fromReadableStream", stream));
  }

  /**
   * A subclass, also named EventSource, whose sources have options in common: for libraries that only call `new EventSource(url)`.
   * @param defaults the options, or a function that gives them for each source, given its absolute URL (`""` where the URL is a function). What
   * the constructor is given goes before them; headers are merged by name.
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

  /** The URL that the constructor was given, resolved; where that was a function, what it gave last, `""` before. */
  get url(): string {
    return this.#driver.template_.givenHref_;
  }

  /** Whether cookies are sent to other origins. */
  get withCredentials(): boolean {
    return !!this.#driver.template_.options_.withCredentials;
  }

  /** 0 CONNECTING (also while waiting to reconnect), 1 OPEN, 2 CLOSED. */
  get readyState(): 0 | 1 | 2 {
    return this.#driver.connection_.readyState_;
  }

  /** The last event ID string, which a reconnect sends; `""` if there is none (whatwg/html#12272). */
  get lastEventId(): string {
    return this.#driver.lastEventId_;
  }

  /** Milliseconds before a lost connection is reestablished: 3000 until the server says (whatwg/html#12272). */
  get reconnectionTime(): number {
    return this.#driver.connection_.reconnectionTime_;
  }

  /**
   * Drops the unfinished block, so that a new stream can be piped into the one that is being read; it may begin with a
   * BOM. The last event ID string and the reconnection time stay (whatwg/html#12272).
   */
  reset(): void {
    this.#driver.stream_.restart_();
  }

  /**
   * Ends what there is and connects at once, with the last event ID: for a button, a new login, a focused window. No `error`
   * event comes, no failure is counted; a source that waits need wait no longer. It does nothing on a CLOSED source, and on one over a stream.
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
   * Every event from now on, of any type, for a `for await` loop; it ends when the source is CLOSED. The connection is read only
   * as fast as the loop runs, for listeners, too. Leaving the loop closes the source, as it cancels a ReadableStream.
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
    this.#dispatcher.heard_.add(String(type));
    super.addEventListener(type, ...rest);
  }

  /** Aborts the connection and any reconnecting; no event comes any more, not even of a chunk already here. */
  close(): void {
    this.#driver.close();
  }
}

/** An EventSource whose server sends events of these types. */
export type EventSource<Events = {}> = EventSourceClass<Events>;
/** The class, as WebIDL would have it. Not in a static block: bundlers keep a class with one, whoever uses it. */
export const EventSource = /* @__PURE__ */ asInterface(EventSourceClass);

function asInterface(Class: typeof EventSourceClass): typeof EventSourceClass {
  const { prototype } = Class;
  const value = "EventSource";
  const enumerable = true;
  const states = { CONNECTING: { value: 0, enumerable }, OPEN: { value: 1, enumerable }, CLOSED: { value: 2, enumerable } };
  // WebIDL attributes and operations are enumerable; a class's are not.
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
    // By this, users of npm `eventsource` (MCP's SDK among them) know that the `fetch` option works.
    [Symbol.for("eventsource.supports-fetch-override")]: { value: true },
  });
}
