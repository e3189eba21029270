/** `eventsource-wasm/slim`: the wasm is a file of its own. */
import { standard, type Platform } from "./runtime.js";
import { slimRust } from "./slim.js";

export const platform: Platform = /* @__PURE__ */ standard(/* @__PURE__ */ slimRust());
