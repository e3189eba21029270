/** The same in Cloudflare workerd, where `initSync` takes the imported module. */
import { workerdPlatform } from "../platform.js";
import { init, initSync, slimModule } from "../slim.js";
import { usePlatform } from "../wasm.js";

export * from "./exports.js";
export { init, initSync };

usePlatform({ ...workerdPlatform, module: slimModule });
