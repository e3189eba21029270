/** The same in Cloudflare workerd, where `initSync` takes the imported module. */
import { EventSource } from "../event-source.js";
import { workerdPlatform } from "../runtime/platform.js";
import { init, initSync, slimModule } from "../runtime/slim.js";
import { usePlatform } from "../runtime/rust.js";
import { asWasm } from "../runtime/wasm.js";
import { correctDispatch } from "../runtime/workerd.js";

export * from "./exports.js";
export { init, initSync };

correctDispatch(EventSource);
usePlatform({ ...workerdPlatform, rust: asWasm(slimModule) });
