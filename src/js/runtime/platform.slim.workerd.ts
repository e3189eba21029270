/** `eventsource-wasm/slim` in Cloudflare workerd, where `initSync` takes the imported module. */
import type { Platform } from "./runtime.js";
import { slimRust } from "./slim.js";
import { workerd } from "./workerd.js";

export const platform: Platform = /* @__PURE__ */ workerd(/* @__PURE__ */ slimRust());
