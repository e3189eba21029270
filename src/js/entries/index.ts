/** The default entry: the wasm is inlined, and nothing runs before the first constructor call. */
import text from "../../../build/wasm/source/index_bg.wasm";
import { moduleOf } from "../instance.js";
import { standardPlatform } from "../platform.js";
import { usePlatform } from "../rust.js";
import { asWasm } from "../wasm.js";

export * from "./exports.js";

usePlatform({ ...standardPlatform, rust: asWasm(() => moduleOf(text)) });
