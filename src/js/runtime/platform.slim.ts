/** `eventsource-wasm/slim`: the wasm is a file of its own. */
import { standard, type Platform } from "./runtime.js";
import { slimModule } from "./slim.js";
import { asWasm } from "./wasm.js";

export const platform: Platform = /* @__PURE__ */ standard(/* @__PURE__ */ asWasm(slimModule));
