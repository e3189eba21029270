/** `eventsource-wasm/js`: no wasm. */
import { standard, type Platform } from "./runtime.js";
import { translated } from "./translated.js";

export const platform: Platform = /* @__PURE__ */ standard(translated);
