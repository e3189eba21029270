/** The listeners of `eventsource-wasm/sse`. Not an EventTarget's: workerd's stops at the first that throws, and calls `on…` by itself. */

type ListenerOptions = import("../entries/exports.js").AddEventListenerOptions;
type Listener = ((event: any) => unknown) | { handleEvent(event: any): unknown };

/** Before all others it calls what `on` with the event's type names: `source.ontick = …`. */
export class Listeners {
  /** Logs each event. */
  debug = false;
  // By their types; whether they are to be called once.
  readonly #listeners = new Map<string, Map<Listener, boolean>>();

  addEventListener(type: string, listener: Listener | null, options?: boolean | ListenerOptions): void {
    const { once = false, signal } = Object(options) as ListenerOptions;
    if (!listener || signal?.aborted) return;
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Map());
    const listeners = this.#listeners.get(type)!;
    if (!listeners.has(listener)) listeners.set(listener, once);
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener));
  }

  removeEventListener(type: string, listener?: Listener | null): void {
    this.#listeners.get(type)?.delete(listener!);
  }

  dispatchEvent(event: Event): boolean {
    const { type } = event;
    if (this.debug) console.debug(event);
    // Not by assignment: a MessageEvent has a getter of that name.
    Object.defineProperty(event, "source", { value: this, configurable: true, enumerable: true });
    const handler = (this as unknown as Record<string, Listener | null>)[`on${type}`];
    if (handler) this.#call(handler, event);
    const listeners = this.#listeners.get(type);
    // Those that a listener adds wait for the next event.
    for (const [listener, once] of [...(listeners ?? [])]) {
      if (event.defaultPrevented) break;
      if (!listeners!.has(listener)) continue;
      if (once) listeners!.delete(listener);
      this.#call(listener, event);
    }
    return !event.defaultPrevented;
  }

  // An exception is reported; the stream goes on.
  #call(listener: Listener, event: Event): void {
    try {
      if (typeof listener === "function") listener.call(this, event);
      else listener.handleEvent(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
