/** The one wasm instance that serves every EventSource of a realm, made by the first constructor call. */
import { initSync, room, Source } from "../../build/wasm/source/index.js";
import { Memory } from "./batch.js";
import { once } from "./instance.js";

export { Source };

/** What differs between the entry points. */
export interface Platform {
  /** The compiled module. Runs at most once; may throw where the page's policy forbids wasm. */
  module(): WebAssembly.Module;
  /** Fields of `RequestInit` that every request gets unless the user sets them. */
  readonly requestDefaults: RequestInit;
  /** The `Last-Event-ID` value as this runtime's `Headers` wants it, so that UTF-8 is what is sent. */
  lastEventIdValue(id: string): string;
  /** What this runtime's `fetch` takes along where a redirect leaves the origin, though it should not. */
  readonly leakingHeaders: readonly string[];
  /** Whether `fetch` refuses what another origin does not allow. */
  readonly hasCors: boolean;
  /** Makes the event of a message, where the default one cannot. */
  messageEvent?(type: string, data: string, origin: string, lastEventId: string): MessageEvent<string>;
}

let platform: Platform;

/** Called once by each entry point. */
export function usePlatform(chosen: Platform): void {
  platform = chosen;
}

export function currentPlatform(): Platform {
  return platform;
}

/** The instance's memory. @throws {Error} where wasm is missing or forbidden; the message says what to allow. */
export const wasmMemory = once("EventSource", () => new Memory(initSync({ module: platform.module() }).memory, room));
