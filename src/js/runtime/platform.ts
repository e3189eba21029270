/** What runtimes expect of a request. */
import type { Platform } from "./rust.js";
import { messageEvent } from "./workerd.js";

export const standardPlatform = {
  // `no-store` is no header of ours, so no preflight; without it Firefox serialises streams of one URL.
  requestDefaults: { cache: "no-store", mode: "cors", credentials: "same-origin" },
  lastEventIdValue: utf8AsBinaryString,
  leakingHeaders: [],
  hasCors: globalThis.origin !== undefined,
} satisfies Omit<Platform, "rust">;

export const workerdPlatform = {
  // Its `RequestInit` has fewer fields.
  requestDefaults: {},
  // Its fetch encodes by itself.
  lastEventIdValue: (id: string) => id,
  leakingHeaders: ["authorization", "cookie", "proxy-authorization"],
  // All the same it has an `origin`, "null".
  hasCors: false,
  messageEvent,
} satisfies Omit<Platform, "rust">;

/** The UTF-8 bytes of a text, one per code unit: how `Headers` of browsers and Node takes bytes. */
function utf8AsBinaryString(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return binary;
}
