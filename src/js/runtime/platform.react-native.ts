/** React Native: an engine without wasm, whose `fetch` is the platform's network stack. react-native/globals.ts has the classes that it lacks. */
import { CREDENTIALS } from "./credentials.js";
import { MessageEvent } from "./react-native/event-target.js";
import type { Platform } from "./runtime.js";
import { translated } from "./translated.js";

export const platform: Platform = {
  rust_: translated,
  // With `no-store`, React Native's own fetch adds a parameter to the URL; some versions of Expo's do not know `same-origin`.
  requestDefaults_: {},
  // OkHttp and CFNetwork encode text themselves.
  lastEventIdValue_: (id) => id,
  // OkHttp keeps a request's own cookies on redirects; what iOS keeps is not documented.
  leakingHeaders_: CREDENTIALS,
  hasCors_: false,
  messageEvent_: (type, data, origin, lastEventId) => new MessageEvent(type, { data, origin, lastEventId }) as never,
};
