/** The default entry: the wasm is inlined, and nothing runs before the first constructor call. */
import text from "../../../build/wasm/source/index_bg.wasm";
import { moduleOf } from "../runtime/instance.js";
import { standardPlatform } from "../runtime/platform.js";
import { usePlatform } from "../runtime/rust.js";
import { asWasm } from "../runtime/wasm.js";

export * from "./exports.js";

usePlatform({ ...standardPlatform, rust: asWasm(() => moduleOf(text)) });
