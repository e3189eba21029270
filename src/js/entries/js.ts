/** `eventsource-wasm/js`: without wasm, for environments where wasm is unavailable. Built with `platform.without-wasm.ts`. */
export * from "./exports.js";
