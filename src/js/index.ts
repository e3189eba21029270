/** The default entry: the wasm is inlined, and nothing runs before the first constructor call. */
import wasmBase64 from "../../build/wasm/eventsource_wasm_bg.wasm";
import { utf8AsBinaryString } from "./request.js";
import { fromBase64, usePlatform } from "./wasm.js";

export * from "./exports.js";

usePlatform({
  module: () => new WebAssembly.Module(fromBase64(wasmBase64)),
  // `no-store` is no header of ours, so no preflight; without it Firefox serialises streams of one URL.
  requestDefaults: { cache: "no-store", mode: "cors", credentials: "same-origin" },
  lastEventIdValue: utf8AsBinaryString,
});
