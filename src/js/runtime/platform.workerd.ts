/** Cloudflare workerd, which instantiates only imported modules. */
import module from "../../../build/wasm/source/index_bg.wasm";
import type { Platform } from "./runtime.js";
import { asWasm } from "./wasm.js";
import { workerd } from "./workerd.js";

export const platform: Platform = /* @__PURE__ */ workerd(/* @__PURE__ */ asWasm(() => module as unknown as WebAssembly.Module));
