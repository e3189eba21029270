/** ASCII out of a wasm memory, in the fastest way that the engine has. */
import text from "../../build/wasm/ascii.wasm";
import { moduleOf } from "./instance.js";

/** Gives the text of so many bytes from an index on. */
export type AsciiReader = (at: number, length: number) => string;

/** What of Node's, Deno's and Bun's Buffer is used. Not by its global name: some bundlers would add a stand-in for it. */
export interface BufferLike extends Uint8Array<ArrayBuffer> {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}
const { Buffer } = globalThis as { Buffer?: { from(memory: ArrayBuffer): BufferLike; prototype: BufferLike } };
const hasSlices = typeof Buffer?.prototype?.latin1Slice === "function" && typeof Buffer.prototype.utf8Slice === "function";

/** A view whose own ways are up to five times as fast as TextDecoder, where there is one. */
export const bufferOf = (memory: ArrayBuffer): BufferLike | undefined => (hasSlices ? Buffer!.from(memory) : undefined);

/** Bytes up to which {@link builtinReader} beats the others: a Buffer's `latin1Slice`, or TextDecoder. 256 is what it can do. */
export const BUILTIN_LIMIT = hasSlices ? 32 : 256;

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
