/** Cloudflare workerd: only an imported module may be instantiated, and `RequestInit` has fewer fields. */
import module from "../../build/wasm/eventsource_wasm_bg.wasm";
import { usePlatform } from "./wasm.js";

export * from "./exports.js";

usePlatform({
  module: () => module as unknown as WebAssembly.Module,
  requestDefaults: {},
  lastEventIdValue: (id) => id, // workerd's fetch encodes by itself
});
