/** Cloudflare workerd: only an imported module may be instantiated. */
import module from "../../../build/wasm/source/index_bg.wasm";
import { EventSource } from "../event-source.js";
import { workerdPlatform } from "../platform.js";
import { usePlatform } from "../wasm.js";
import { correctDispatch } from "../workerd.js";

export * from "./exports.js";

correctDispatch(EventSource);
usePlatform({ ...workerdPlatform, module: () => module as unknown as WebAssembly.Module });
