/** `eventsource-wasm/js`: without wasm, for where that is forbidden or missing. Built with `platform.without-wasm.ts`. */
export * from "./exports.js";
