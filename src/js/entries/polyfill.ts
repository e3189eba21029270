/** `eventsource-wasm/polyfill`: installs the class as the global `EventSource` if there is none. */
import { EventSource } from "./exports.js";

/** The options of {@link install}. */
export interface InstallOptions {
  /** Whether to replace a native class. Default: `false`. */
  force?: boolean;
  /** Default options for every source, as for `EventSource.with()`. */
  defaults?: Parameters<typeof import("./exports.js").EventSource.with>[0];
}

/** Installs the class as `globalThis.EventSource`. */
export function install({ force = false, defaults }: InstallOptions = {}): void {
  if (force || typeof globalThis.EventSource !== "function")
    // Not enumerable, as WebIDL prescribes.
    Object.defineProperty(globalThis, "EventSource", { value: defaults ? EventSource.with(defaults) : EventSource, writable: true, configurable: true });
}

install();
