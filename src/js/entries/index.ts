/** The default entry: its `runtime/platform.ts` has the wasm inlined. */
export * from "./exports.js";
