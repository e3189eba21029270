/** `eventsource-wasm/polyfill`: the class as the global one, where there is none. */
import { EventSource } from "./exports.js";

/** What {@link install} takes. */
export interface InstallOptions {
  /** Replaces a native class, which is otherwise left alone. Default: `false`. */
  force?: boolean;
  /** The options that every source begins with, as for `EventSource.with()`. */
  defaults?: Parameters<typeof import("./exports.js").EventSource.with>[0];
}

/** Makes the class `globalThis.EventSource`. */
export function install({ force = false, defaults }: InstallOptions = {}): void {
  if (force || typeof globalThis.EventSource !== "function")
    // As WebIDL has it: not enumerable.
    Object.defineProperty(globalThis, "EventSource", { value: defaults ? EventSource.with(defaults) : EventSource, writable: true, configurable: true });
}

install();
