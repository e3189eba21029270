/**
 * [Events](https://dom.spec.whatwg.org/#events) for engines that lack them. Not taken from the app's globals, because polyfills disagree about
 * what an event is; our EventTarget needs our Event.
 */
import { report } from "./report.js";

/** The key of an event's state, which its attributes return. A symbol, so that neither JSON nor `Object.keys` includes it. */
const STATE = Symbol("state");
const LISTENERS = Symbol("listeners");

interface Attributes {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly timeStamp: number;
  readonly isTrusted: boolean;
  readonly target: EventTarget | null;
  readonly srcElement: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  readonly eventPhase: number;
  readonly defaultPrevented: boolean;
}

type State = { -readonly [Name in keyof Attributes]: Attributes[Name] } & { isDispatched: boolean; isStopped: boolean; isStoppedAtOnce: boolean; isPassive: boolean };

interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
}

type Callback = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

interface Listener {
  callback: Callback;
  capture: boolean;
  once: boolean;
  passive: boolean;
  isRemoved: boolean;
}

interface ListenerOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

export interface Event extends Attributes {}
export class Event {
  declare [STATE]: State;

  constructor(type: string, init: EventInit = {}) {
    if (arguments.length === 0) throw new TypeError("Event: the first argument, the type, is missing.");
    const { bubbles, cancelable, composed } = init ?? {};
    this[STATE] = {
      type: String(type), bubbles: !!bubbles, cancelable: !!cancelable, composed: !!composed, timeStamp: globalThis.performance?.now() ?? Date.now(), isTrusted: false,
      target: null, srcElement: null, currentTarget: null, eventPhase: 0, defaultPrevented: false, isDispatched: false, isStopped: false, isStoppedAtOnce: false, isPassive: false,
    };
  }

  composedPath(): EventTarget[] {
    const { currentTarget } = this[STATE];
    return currentTarget ? [currentTarget] : [];
  }

  preventDefault(): void {
    const state = this[STATE];
    if (state.cancelable && !state.isPassive) state.defaultPrevented = true;
  }

  stopPropagation(): void {
    this[STATE].isStopped = true;
  }

  stopImmediatePropagation(): void {
    this[STATE].isStopped = this[STATE].isStoppedAtOnce = true;
  }
}

/** Defines getters on the prototype that read the state. An event is then one object with no visible properties of its own. */
function define(Class: { name: string; prototype: object }, name: string, attributes: readonly string[]): void {
  for (const attribute of attributes)
    Object.defineProperty(Class.prototype, attribute, {
      get(this: Event) {
        return this[STATE][attribute as keyof State];
      },
      enumerable: true,
      configurable: true,
    });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
  // Set the name, because minifiers rename classes.
  Object.defineProperty(Class, "name", { value: name, configurable: true });
}

define(Event, "Event", ["type", "bubbles", "cancelable", "composed", "timeStamp", "isTrusted", "target", "srcElement", "currentTarget", "eventPhase", "defaultPrevented"]);
["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"].forEach((name, value) => {
  for (const target of [Event, Event.prototype]) Object.defineProperty(target, name, { value, enumerable: true });
});

export class EventTarget {
  declare readonly [LISTENERS]: Map<string, Listener[]>;

  constructor() {
    Object.defineProperty(this, LISTENERS, { value: new Map() });
  }

  /** [Adds an event listener](https://dom.spec.whatwg.org/#add-an-event-listener). */
  addEventListener(type: string, callback: Callback | null | undefined, options?: boolean | ListenerOptions): void {
    if (callback === null || callback === undefined) return;
    if (typeof callback !== "function" && typeof callback !== "object") throw new TypeError(`EventTarget: a listener must be a function or an object, not ${typeof callback}.`);
    const { capture, once, passive, signal } = flagsOf(options);
    if (signal?.aborted) return;
    const name = String(type);
    const listeners = this[LISTENERS].get(name) ?? [];
    if (listeners.some((one) => one.callback === callback && one.capture === capture)) return;
    // A new list, because a dispatch may be iterating over the old one.
    this[LISTENERS].set(name, [...listeners, { callback, capture, once, passive, isRemoved: false }]);
    signal?.addEventListener("abort", () => this.removeEventListener(name, callback, capture));
  }

  removeEventListener(type: string, callback: Callback | null | undefined, options?: boolean | ListenerOptions): void {
    const { capture } = flagsOf(options);
    const name = String(type);
    const listeners = this[LISTENERS].get(name) ?? [];
    const found = listeners.find((one) => one.callback === callback && one.capture === capture);
    if (!found) return;
    found.isRemoved = true;
    this[LISTENERS].set(name, listeners.filter((one) => one !== found));
  }

  /** [Dispatches an event](https://dom.spec.whatwg.org/#concept-event-dispatch) to a target without a parent. */
  dispatchEvent(event: Event): boolean {
    const state = event?.[STATE];
    if (!state) throw new TypeError("EventTarget: the argument is not an Event.");
    if (state.isDispatched) throw new Error("EventTarget: the event is being dispatched already.");
    const listeners = this[LISTENERS].get(event.type) ?? [];
    state.target = state.srcElement = state.currentTarget = this;
    state.isDispatched = true;
    state.eventPhase = 2;
    for (const capture of [true, false]) {
      if (state.isStopped) break;
      for (const listener of listeners) if (listener.capture === capture && !listener.isRemoved && !state.isStoppedAtOnce) invoke(this, listener, event, state);
    }
    state.currentTarget = null;
    state.isDispatched = state.isStopped = state.isStoppedAtOnce = false;
    state.eventPhase = 0;
    return !state.defaultPrevented;
  }
}

define(EventTarget, "EventTarget", []);

function flagsOf(options: unknown): { capture: boolean; once: boolean; passive: boolean; signal: AbortSignal | undefined } {
  const { capture, once, passive, signal } = Object(typeof options === "object" ? options : { capture: options }) as ListenerOptions;
  return { capture: !!capture, once: !!once, passive: !!passive, signal };
}

function invoke(target: EventTarget, listener: Listener, event: Event, state: State): void {
  const { callback, capture, once, passive } = listener;
  if (once) target.removeEventListener(event.type, callback, capture);
  state.isPassive = passive;
  try {
    if (typeof callback === "function") callback.call(target, event);
    else callback.handleEvent(event);
  } catch (error) {
    report(error);
  }
  state.isPassive = false;
}

interface MessageAttributes {
  readonly data: unknown;
  readonly origin: string;
  readonly lastEventId: string;
  readonly source: null;
  readonly ports: readonly never[];
}

/** The event of a message. */
export interface MessageEvent extends MessageAttributes {}
export class MessageEvent extends Event {
  constructor(type: string, { data = null, origin = "", lastEventId = "", ...init }: EventInit & { data?: unknown; origin?: string; lastEventId?: string } = {}) {
    super(type, init);
    Object.assign(this[STATE], { data, origin, lastEventId, source: null, ports: NO_PORTS });
  }
}

const NO_PORTS: readonly never[] = Object.freeze([]);
define(MessageEvent, "MessageEvent", ["data", "origin", "lastEventId", "source", "ports"]);
