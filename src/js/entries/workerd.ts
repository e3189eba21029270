/** Cloudflare workerd: only an imported module may be instantiated. */
import module from "../../../build/wasm/source/index_bg.wasm";
import { workerdPlatform } from "../platform.js";
import { usePlatform } from "../wasm.js";

export * from "./exports.js";

usePlatform({ ...workerdPlatform, module: () => module as unknown as WebAssembly.Module });
