/** The default entry: the wasm is inlined as text, and nothing runs before the first constructor call. */
import text from "../../../build/wasm/source/index_bg.wasm";
import { moduleOf } from "./instance.js";
import { standard, type Platform } from "./runtime.js";
import { asWasm } from "./wasm.js";

export const platform: Platform = /* @__PURE__ */ standard(/* @__PURE__ */ asWasm(() => moduleOf(text)));
