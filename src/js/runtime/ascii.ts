/** Reads ASCII from a wasm memory by the engine's string builtins. */
import text from "../../../build/wasm/ascii.wasm";
import { moduleOf } from "./instance.js";

/** Returns the text of `length` bytes from the index `at` on. They must be ASCII, and at most 1024. */
export type AsciiReader = (at: number, length: number) => string;

/** Creates a reader that uses `wasm:js-string` (`ascii.wat`). Returns `undefined` if the engine lacks these builtins. */
export function builtinReader(memory: WebAssembly.Memory): AsciiReader | undefined {
  try {
    // An engine without builtins ignores the option, and throws because their import is missing.
    const instance = new WebAssembly.Instance(moduleOf(text, { builtins: ["js-string"] }), { rust: { memory } });
    return instance.exports["text"] as AsciiReader;
  } catch {
    return undefined;
  }
}
