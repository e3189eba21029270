/** React Native: an engine without wasm, whose `fetch` is the platform's network stack. Its missing classes: react-native/globals.ts. */
import { instantiate } from "../../../build/wasm/js/instantiate.js";
import { Memory } from "./memory.js";
import { MessageEvent } from "./react-native/event-target.js";
import type { Platform, Rust } from "./runtime.js";

let made: Rust | undefined;

function rust(): Rust {
  if (!made) {
    const bindings = instantiate({});
    made = { bindings, memory: new Memory(bindings) };
  }
  return made;
}

export const platform: Platform = {
  rust_: rust,
  // React Native's own fetch adds a parameter to the URL for `no-store`; the native side of some versions of Expo's knows no `same-origin`.
  requestDefaults_: {},
  // OkHttp and CFNetwork are given text, and encode it.
  lastEventIdValue_: (id) => id,
  // OkHttp keeps cookies that a request was given; what iOS keeps is not documented.
  leakingHeaders_: ["authorization", "cookie", "proxy-authorization"],
  hasCors_: false,
  messageEvent_: (type, data, origin, lastEventId) => new MessageEvent(type, { data, origin, lastEventId }) as never,
};
