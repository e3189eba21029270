/** `eventsource-wasm/js`: without wasm, for where that is forbidden or missing. */
import { standardPlatform } from "../platform.js";
import { usePlatform } from "../rust.js";
import { asJs } from "../wasm2js.js";

export * from "./exports.js";

usePlatform({ ...standardPlatform, rust: asJs });
