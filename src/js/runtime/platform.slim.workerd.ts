/** `eventsource-wasm/slim` in Cloudflare workerd, where `initSync` takes the imported module. */
import type { Platform } from "./runtime.js";
import { slimModule } from "./slim.js";
import { asWasm } from "./wasm.js";
import { workerd } from "./workerd.js";

export const platform: Platform = /* @__PURE__ */ workerd(/* @__PURE__ */ asWasm(slimModule));
