/** ASCII out of a wasm memory, in the fastest way that the engine has. */
import text from "../../../build/wasm/ascii.wasm";
import { moduleOf } from "./instance.js";

/** Gives the text of so many bytes from an index on; null if they are not all ASCII. */
export type AsciiReader = (at: number, length: number) => string | null;

/** What of Node's, Deno's and Bun's Buffer is used. Not by its global name: some bundlers would add a stand-in for it. */
export interface BufferLike extends Uint8Array<ArrayBuffer> {
  utf8Slice(start: number, end: number): string;
}
const { Buffer } = globalThis as { Buffer?: { from(memory: ArrayBuffer): BufferLike; prototype: BufferLike } };
const hasSlice = typeof Buffer?.prototype?.utf8Slice === "function";

/** A view whose own way is up to twice as fast as TextDecoder, where there is one. */
export const bufferOf = (memory: ArrayBuffer): BufferLike | undefined => (hasSlice ? Buffer!.from(memory) : undefined);

/** Bytes up to which {@link builtinReader} beats the others: a Buffer's `utf8Slice`, or TextDecoder. It can do 512. */
export const BUILTIN_LIMIT = hasSlice ? 32 : 400;

/** The reader by `wasm:js-string` (`src/wasm/ascii.wat`), for a few bytes; none where the engine has no such builtins. */
export function builtinReader(memory: WebAssembly.Memory): AsciiReader | undefined {
  try {
    // An engine that does not know the option finds an import that nobody gives.
    const instance = new WebAssembly.Instance(moduleOf(text, { builtins: ["js-string"] }), { rust: { memory } });
    return instance.exports["text"] as AsciiReader;
  } catch {
    return undefined;
  }
}
