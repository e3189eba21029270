/** React Native: an engine without wasm, whose `fetch` is the platform's network stack. react-native/globals.ts has the classes that it lacks. */
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
  // With `no-store`, React Native's own fetch adds a parameter to the URL; some versions of Expo's do not know `same-origin`.
  requestDefaults_: {},
  // OkHttp and CFNetwork encode text themselves.
  lastEventIdValue_: (id) => id,
  // OkHttp keeps a request's own cookies on redirects; what iOS keeps is not documented.
  leakingHeaders_: ["authorization", "cookie", "proxy-authorization"],
  hasCors_: false,
  messageEvent_: (type, data, origin, lastEventId) => new MessageEvent(type, { data, origin, lastEventId }) as never,
};
