/** The same in Cloudflare workerd, where `initSync` takes the imported module. */
import { EventSource } from "../event-source.js";
import { workerdPlatform } from "../platform.js";
import { init, initSync, slimModule } from "../slim.js";
import { usePlatform } from "../rust.js";
import { asWasm } from "../wasm.js";
import { correctDispatch } from "../workerd.js";

export * from "./exports.js";
export { init, initSync };

correctDispatch(EventSource);
usePlatform({ ...workerdPlatform, rust: asWasm(slimModule) });
