/** What differs between the runtimes and entry points. Each has a `platform.ts` of its own, which the build picks. */
import type { ConnectionBindings } from "../driver/connection.js";
import type { Memory } from "./memory.js";

/** The one instance of the Rust that serves every EventSource of a realm: wasm, or what JavaScript was made of it. */
export interface Rust {
  readonly memory: Memory;
  readonly bindings: ConnectionBindings;
}

export interface Platform {
  /** The instance, made at the first call. @throws {Error} where it needs wasm, and that is missing or forbidden; the message says what to do */
  rust_(): Rust;
  /** Fields of `RequestInit` that every request gets unless the user sets them. */
  readonly requestDefaults_: RequestInit;
  /** The `Last-Event-ID` value as this runtime's `Headers` wants it, so that UTF-8 is what is sent. */
  lastEventIdValue_(id: string): string;
  /** What this runtime's `fetch` takes along where a redirect leaves the origin, though it should not. */
  readonly leakingHeaders_: readonly string[];
  /** Whether `fetch` refuses what another origin does not allow. */
  readonly hasCors_: boolean;
  /** Makes the event of a message, where the default one cannot. */
  messageEvent_?(type: string, data: string, origin: string, lastEventId: string): MessageEvent<string>;
}

/** Browsers, Node, Deno, Bun. */
export function standard(rust: () => Rust): Platform {
  return {
    rust_: rust,
    // `no-store` is no header of ours, so no preflight; without it Firefox serialises streams of one URL.
    requestDefaults_: { cache: "no-store", mode: "cors", credentials: "same-origin" },
    lastEventIdValue_: utf8AsBinaryString,
    leakingHeaders_: [],
    hasCors_: globalThis.origin !== undefined,
  };
}

/** The UTF-8 bytes of a text, one per code unit: how `Headers` of browsers and Node takes bytes. */
export function utf8AsBinaryString(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return binary;
}
