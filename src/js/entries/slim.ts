/** The class without its wasm, for users who serve or cache that file themselves. Built with `platform.slim.ts`. */
export * from "./exports.js";
export { init, initSync } from "../runtime/slim.js";
