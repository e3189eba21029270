/** Cloudflare workerd: only an imported module may be instantiated. */
import module from "../../../build/wasm/source/index_bg.wasm";
import { EventSource } from "../event-source.js";
import { workerdPlatform } from "../platform.js";
import { usePlatform } from "../rust.js";
import { asWasm } from "../wasm.js";
import { correctDispatch } from "../workerd.js";

export * from "./exports.js";

correctDispatch(EventSource);
usePlatform({ ...workerdPlatform, rust: asWasm(() => module as unknown as WebAssembly.Module) });
