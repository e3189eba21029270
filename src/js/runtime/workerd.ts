/** What Cloudflare workerd does otherwise than the standard, put right. */
import type { Platform, Rust } from "./runtime.js";

export function workerd(rust: () => Rust): Platform {
  return {
    rust_: rust,
    // Its `RequestInit` has fewer fields.
    requestDefaults_: {},
    // Its fetch encodes by itself.
    lastEventIdValue_: (id) => id,
    leakingHeaders_: ["authorization", "cookie", "proxy-authorization"],
    // All the same it has an `origin`, "null".
    hasCors_: false,
    messageEvent_: messageEvent,
  };
}

/** `dispatchEvent` has begun: whoever reads an `on…` attribute now is the runtime itself. */
let isLooking = false;

/** As a callback always has the same one, adding it twice and removing it go as they should. */
const reporting = new WeakMap<object, EventListener>();

function reportingListener(listener: EventListenerOrEventListenerObject): EventListener {
  let made = reporting.get(listener);
  if (!made) {
    made = function (this: unknown, event) {
      isLooking = false;
      try {
        if (typeof listener === "function") listener.call(this, event);
        else listener.handleEvent(event);
      } catch (error) {
        reportError(error);
      }
    };
    reporting.set(listener, made);
  }
  return made;
}

/**
 * There `dispatchEvent` throws what a listener throws, and calls no further one: each listener is put behind one that
 * reports. And it begins by calling what `on` with the event's type names, which is a listener already: it is shown none.
 */
export function correctDispatch({ prototype }: { prototype: EventTarget }): void {
  const define = (name: string, descriptor: PropertyDescriptor): object => Object.defineProperty(prototype, name, { enumerable: true, configurable: true, ...descriptor });
  for (const name of ["addEventListener", "removeEventListener"] as const) {
    const method = prototype[name];
    const value = function (this: EventTarget, type: string, listener: EventListenerOrEventListenerObject | null, ...options: [boolean?]): void {
      const isListener = typeof listener === "function" || (typeof listener === "object" && listener !== null);
      method.call(this, type, isListener ? reportingListener(listener) : listener, ...options);
    };
    define(name, { value, writable: true });
  }
  const { dispatchEvent } = prototype;
  const value = function (this: EventTarget, event: Event): boolean {
    isLooking = true;
    try {
      return dispatchEvent.call(this, event);
    } finally {
      isLooking = false;
    }
  };
  define("dispatchEvent", { value, writable: true });
  for (const name of ["onopen", "onmessage", "onerror"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(prototype, name)!;
    define(name, {
      get() {
        if (!isLooking) return get!.call(this);
        isLooking = false;
        return null;
      },
      set: set!,
    });
  }
}

/** There the constructor of MessageEvent takes nothing but the data. */
function messageEvent(type: string, data: string, origin: string, lastEventId: string): MessageEvent<string> {
  const properties = { origin: { value: origin }, lastEventId: { value: lastEventId }, ports: { value: Object.freeze([]) } };
  return Object.defineProperties(new MessageEvent(type, { data }), properties);
}
