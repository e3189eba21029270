/** Corrects Cloudflare workerd's deviations from the standard. */
import { CREDENTIALS } from "./credentials.js";
import type { Platform, Rust } from "./runtime.js";

export function workerd(rust: () => Rust): Platform {
  return {
    rust_: rust,
    // Its `RequestInit` has fewer fields.
    requestDefaults_: {},
    // Its `fetch` encodes header values as UTF-8 itself.
    lastEventIdValue_: (id) => id,
    leakingHeaders_: CREDENTIALS,
    // It has a global `origin` ("null"), but no CORS.
    hasCors_: false,
    messageEvent_: messageEvent,
  };
}

/** Whether `dispatchEvent` has just begun, so that any read of an `on…` attribute comes from the runtime itself. */
let isReadByRuntime = false;

/** Always the same wrapper for a listener, so that adding it twice or removing it works. */
const wrappers = new WeakMap<object, EventListener>();

function wrapperOf(listener: EventListenerOrEventListenerObject): EventListener {
  let wrapper = wrappers.get(listener);
  if (!wrapper) {
    wrapper = function (this: unknown, event) {
      isReadByRuntime = false;
      try {
        if (typeof listener === "function") listener.call(this, event);
        else listener.handleEvent(event);
      } catch (error) {
        reportError(error);
      }
    };
    wrappers.set(listener, wrapper);
  }
  return wrapper;
}

/**
 * Corrects `dispatchEvent` in two ways. In workerd an exception of a listener stops the dispatch, so each listener gets a wrapper that
 * reports the exception. And workerd first calls the handler in the `on…` attribute, which our class has already added as a listener, so
 * the attribute is hidden from it.
 */
export function correctDispatch({ prototype }: { prototype: EventTarget }): void {
  const define = (name: string, descriptor: PropertyDescriptor): object => Object.defineProperty(prototype, name, { enumerable: true, configurable: true, ...descriptor });
  for (const name of ["addEventListener", "removeEventListener"] as const) {
    const method = prototype[name];
    const value = function (this: EventTarget, type: string, listener: EventListenerOrEventListenerObject | null, ...options: [boolean?]): void {
      const isListener = typeof listener === "function" || (typeof listener === "object" && listener !== null);
      method.call(this, type, isListener ? wrapperOf(listener) : listener, ...options);
    };
    define(name, { value, writable: true });
  }
  const { dispatchEvent } = prototype;
  const value = function (this: EventTarget, event: Event): boolean {
    isReadByRuntime = true;
    try {
      return dispatchEvent.call(this, event);
    } finally {
      isReadByRuntime = false;
    }
  };
  define("dispatchEvent", { value, writable: true });
  for (const name of ["onopen", "onmessage", "onerror"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, name)!;
    define(name, {
      get() {
        if (!isReadByRuntime) return get!.call(this);
        isReadByRuntime = false;
        return null;
      },
      set: set!,
    });
  }
}

/** Creates a message event. workerd's MessageEvent constructor accepts only the data. */
function messageEvent(type: string, data: string, origin: string, lastEventId: string): MessageEvent<string> {
  const properties = { origin: { value: origin }, lastEventId: { value: lastEventId }, ports: { value: Object.freeze([]) } };
  return Object.defineProperties(new MessageEvent(type, { data }), properties);
}
