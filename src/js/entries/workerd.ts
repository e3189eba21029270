/** Cloudflare workerd: only an imported module may be instantiated. */
import module from "../../../build/wasm/source/index_bg.wasm";
import { EventSource } from "../event-source.js";
import { workerdPlatform } from "../runtime/platform.js";
import { usePlatform } from "../runtime/rust.js";
import { asWasm } from "../runtime/wasm.js";
import { correctDispatch } from "../runtime/workerd.js";

export * from "./exports.js";

correctDispatch(EventSource);
usePlatform({ ...workerdPlatform, rust: asWasm(() => module as unknown as WebAssembly.Module) });
