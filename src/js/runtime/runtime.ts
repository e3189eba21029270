/** Everything that differs between runtimes and entry points. The build picks the `platform.ts` of each entry. */
import type { ConnectionBindings } from "../driver/connection.js";
import type { Memory } from "./memory.js";

/** The one instance of the Rust code that serves every EventSource of a realm: as wasm, or translated to JavaScript. */
export interface Rust {
  readonly memory: Memory;
  readonly bindings: ConnectionBindings;
}

export interface Platform {
  /** Returns the instance, which the first call creates. @throws {Error} if it needs wasm, which is unavailable; the message says what to do */
  rust_(): Rust;
  /** The `RequestInit` fields of every request, unless the user sets them. */
  readonly requestDefaults_: RequestInit;
  /** Encodes a `Last-Event-ID` value for this runtime's `Headers`, so that it is sent as UTF-8. */
  lastEventIdValue_(id: string): string;
  /** Headers that this runtime's `fetch` wrongly keeps when a redirect leaves the origin. */
  readonly leakingHeaders_: readonly string[];
  /** Whether `fetch` enforces CORS. */
  readonly hasCors_: boolean;
  /** Creates a message event, if the default way does not work in this runtime. */
  messageEvent_?(type: string, data: string, origin: string, lastEventId: string): MessageEvent<string>;
}

/** The platform of browsers, Node, Deno and Bun. */
export function standard(rust: () => Rust): Platform {
  return {
    rust_: rust,
    // `no-store` as the standard says. Without it, Firefox opens streams of the same URL one after the other. It adds no preflight.
    requestDefaults_: { cache: "no-store", mode: "cors", credentials: "same-origin" },
    lastEventIdValue_: utf8AsBinaryString,
    leakingHeaders_: [],
    hasCors_: globalThis.origin !== undefined,
  };
}

/** Returns a string with one code unit for each UTF-8 byte of a text, which is how `Headers` of browsers and Node takes bytes. */
export function utf8AsBinaryString(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return binary;
}
