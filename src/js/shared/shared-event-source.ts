/** The class: an EventSource's interface over a {@link Membership}. */
import { queueFor, type Queue } from "../delivery/queue.js";
import { eventHandler } from "../delivery/event-handler.js";
import { ErrorEvent, EventSource } from "../entries/exports.js";
import type { EventSourceInit, EventSourceUrl } from "../options/init.js";
import { keyOf } from "./key.js";
import { Membership, type User } from "./membership.js";
import { Kind, type Entry } from "./protocol.js";

type Init = EventSourceInit & { name?: string };

type Message = { data: string; origin: string; lastEventId: string };

/** Next.js's edge runtime has a MessageEvent that its own EventTarget does not take. */
const isDispatchable = (): boolean => {
  try {
    return new MessageEvent("") instanceof Event;
  } catch {
    return false;
  }
};
let hasMessageEvent: boolean | undefined;
const messageEvent = (type: string, message: Message): MessageEvent =>
  (hasMessageEvent ??= isDispatchable()) ? new MessageEvent(type, message) : (Object.assign(new Event(type), message) as Event as MessageEvent);

class Class extends EventTarget implements User {
  readonly #plain: EventSource;
  readonly #membership: Membership;
  /** Types that somebody has listened to. */
  readonly #heard = new Set<string>();
  readonly #queues = new Set<Queue<MessageEvent>>();
  readonly #handlers = new Map<string, ReturnType<typeof eventHandler>>();
  #isClosed = false;

  constructor(...args: [url: EventSourceUrl, init?: Init]) {
    super();
    // It checks the arguments, and sends nothing: its request would come after this script.
    this.#plain = new EventSource(...args);
    this.#plain.close();
    const [url, init] = args;
    const { name, signal, ...rest } = init ?? {};
    const membership = (this.#membership = Membership.of_(keyOf(url, this.#plain.url, rest, name), url, rest, this.#plain));
    membership.join_(this);
    if (membership.state_[0] === 1) queueMicrotask(() => this.deliver_([Kind.Open, membership.head_!]));
    if (signal?.aborted) this.close();
    else signal?.addEventListener("abort", () => this.close(), { once: true });
  }

  get url(): string {
    return this.#membership.state_[3] || this.#plain.url;
  }
  get withCredentials(): boolean {
    return this.#plain.withCredentials;
  }
  get readyState(): 0 | 1 | 2 {
    return this.#isClosed ? 2 : this.#membership.state_[0];
  }
  get lastEventId(): string {
    return this.#membership.state_[2];
  }
  get reconnectionTime(): number {
    return this.#membership.state_[1];
  }

  close(): void {
    if (this.#isClosed) return;
    this.#membership.leave_(this);
    this.ended_();
  }

  reconnect(): void {
    if (this.readyState !== 2) this.#membership.reconnect_();
  }

  override addEventListener(...[type, ...rest]: Parameters<EventTarget["addEventListener"]>): void {
    this.#heard.add(String(type));
    super.addEventListener(type, ...rest);
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<MessageEvent> {
    const queue = queueFor<MessageEvent>({ pull_() {}, stop_: () => this.close() });
    this.#queues.add(queue);
    if (this.readyState === 2) queue.end_();
    return queue;
  }

  handler_(type: string): ReturnType<typeof eventHandler> {
    const handlers = this.#handlers;
    return handlers.get(type) ?? handlers.set(type, eventHandler(this, type)).get(type)!;
  }

  ended_(): void {
    this.#isClosed = true;
    for (const queue of this.#queues) queue.end_();
    this.#queues.clear();
  }

  deliver_([kind, ...details]: Entry): void {
    if (this.#isClosed) return;
    const [detail, data, origin, lastEventId] = details as any[];
    if (kind === Kind.Message) {
      if (this.#queues.size === 0 && !this.#heard.has(detail)) return;
      const event = messageEvent(detail, { data, origin, lastEventId });
      this.dispatchEvent(event);
      for (const queue of this.#queues) queue.push_(event);
    } else if (kind === Kind.Open) {
      const [status, headers, url] = detail;
      this.dispatchEvent(Object.assign(new Event("open"), { status, headers: new Headers(headers), url }));
    } else if (kind === Kind.Error) {
      const { message, error, ...fields } = detail;
      this.dispatchEvent(Object.assign(new ErrorEvent("error", { message, error: error ?? detail.error }), fields, fields.headers && { headers: new Headers(fields.headers) }));
    } else if (kind === Kind.Missed) this.dispatchEvent(Object.assign(new Event("missed"), { count: detail }));
  }
}

/** Not in a static block: bundlers keep a class with one, whoever uses it. */
export const SharedEventSource = /* @__PURE__ */ asInterface();

function asInterface(): typeof Class {
  const { prototype } = Class;
  const value = "SharedEventSource";
  const enumerable = true;
  const states = { CONNECTING: { value: 0, enumerable }, OPEN: { value: 1, enumerable }, CLOSED: { value: 2, enumerable } };
  for (const name of ["url", "withCredentials", "readyState", "lastEventId", "reconnectionTime", "close", "reconnect"]) Object.defineProperty(prototype, name, { enumerable });
  for (const type of ["open", "message", "error", "missed"])
    Object.defineProperty(prototype, `on${type}`, {
      get(this: Class) {
        return this.handler_(type).value;
      },
      set(this: Class, handler) {
        this.handler_(type).value = handler;
      },
      enumerable,
      configurable: true,
    });
  Object.defineProperties(prototype, {
    ...states,
    [Symbol.toStringTag]: { value, configurable: true },
    ...(Symbol.dispose && { [Symbol.dispose]: { value: prototype.close, writable: true, configurable: true } }),
  });
  return Object.defineProperties(Class, { ...states, name: { value } });
}
