/** ASCII out of a wasm memory by the engine's string builtins. */
import text from "../../../build/wasm/ascii.wasm";
import { moduleOf } from "./instance.js";

/** Returns the text of so many bytes from an index on, 1024 at most. They must be ASCII. */
export type AsciiReader = (at: number, length: number) => string;

/** The reader by `wasm:js-string` (`ascii.wat`); none where the engine has no such builtins. */
export function builtinReader(memory: WebAssembly.Memory): AsciiReader | undefined {
  try {
    // An engine that does not know the option finds an import that nobody gives.
    const instance = new WebAssembly.Instance(moduleOf(text, { builtins: ["js-string"] }), { rust: { memory } });
    return instance.exports["text"] as AsciiReader;
  } catch {
    return undefined;
  }
}
