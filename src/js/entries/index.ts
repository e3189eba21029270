/** The default entry, with the wasm inlined by `runtime/platform.ts`. */
export * from "./exports.js";
