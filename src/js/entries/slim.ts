/** The class without its wasm, for those who serve or cache that file themselves. */
import { standardPlatform } from "../runtime/platform.js";
import { init, initSync, slimModule } from "../runtime/slim.js";
import { usePlatform } from "../runtime/rust.js";
import { asWasm } from "../runtime/wasm.js";

export * from "./exports.js";
export { init, initSync };

usePlatform({ ...standardPlatform, rust: asWasm(slimModule) });
