/** The one instance of the Rust that serves every EventSource of a realm, made by the first constructor call. */
import type { Source } from "../../../build/wasm/source/index.js";
import type { Memory } from "../delivery/batch.js";

/** As wasm, or as JavaScript. */
export interface Rust {
  readonly Source: typeof Source;
  readonly memory: Memory;
}

/** What differs between the entry points. */
export interface Platform {
  /** The instance, made at the first call. @throws {Error} where it needs wasm, and that is missing or forbidden; the message says what to do */
  rust(): Rust;
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
