/** `eventsource-wasm/polyfill`: the class as the global one, where there is none. */
import { EventSource } from "./exports.js";

/**
 * Makes the class `globalThis.EventSource`.
 * @param options `force` replaces a native class, which is otherwise left alone
 */
export function install({ force = false }: { force?: boolean } = {}): void {
  if (force || typeof globalThis.EventSource !== "function")
    // As WebIDL has it: not enumerable.
    Object.defineProperty(globalThis, "EventSource", { value: EventSource, writable: true, configurable: true });
}

install();
