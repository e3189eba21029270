/** The class without its wasm, for those who serve or cache that file themselves. */
import { standardPlatform } from "../platform.js";
import { init, initSync, slimModule } from "../slim.js";
import { usePlatform } from "../rust.js";
import { asWasm } from "../wasm.js";

export * from "./exports.js";
export { init, initSync };

usePlatform({ ...standardPlatform, rust: asWasm(slimModule) });
