/** `eventsource-wasm/js`: without wasm, for where that is forbidden or missing. */
import { standardPlatform } from "../runtime/platform.js";
import { usePlatform } from "../runtime/rust.js";
import { asJs } from "../runtime/wasm2js.js";

export * from "./exports.js";

usePlatform({ ...standardPlatform, rust: asJs });
