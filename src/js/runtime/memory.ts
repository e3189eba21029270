/** The memory of a wasm instance: where chunks go in, and how bytes become strings in each engine. */
import type { AsciiReader } from "./ascii.js";

/** What `src/bindings/stream.rs` exports. */
export interface StreamBindings {
  readonly memory: { readonly buffer: ArrayBuffer };
  room(): number;
  scan(length: number, state: number): number;
  widen(carried: number, count: number): void;
}

/** Bytes of a chunk that are scanned at once. */
export const ROOM = 131072;

/** What of Node's, Deno's and Bun's Buffer is used. Not by its global name: some bundlers would add a stand-in for it. */
interface BufferLike extends Uint8Array<ArrayBuffer> {
  utf8Slice(start: number, end: number): string;
  latin1Slice(start: number, end: number): string;
}

/** The text may start with U+FEFF, which is data there. */
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });
const STREAM = { stream: true };
const { Buffer: Given } = globalThis as { Buffer?: { from(memory: ArrayBuffer): BufferLike; prototype: BufferLike } };
const Buffer = typeof Given?.prototype?.latin1Slice === "function" ? Given : undefined;
/** Bytes beyond ASCII up to which a Buffer's `utf8Slice` beats a TextDecoder. */
const SHORT = 512;

export class Memory {
  /** Wasm's memory never grows, so the views stay valid. */
  readonly bytes_: Uint8Array;
  readonly words_: Uint32Array;
  readonly bindings_: StreamBindings;
  /** Index in `bytes_` where chunks are put. */
  readonly room_: number;
  /** Index in `words_` of what a scan has left: its state, the bytes scanned, whether they are ASCII. */
  readonly results_: number;
  /** Index in `words_` of the operations, three words each. */
  readonly operations_: number;
  /** Where a stream copies its operations to: whoever takes it puts it back. A new one for each chunk took a third of the time. */
  spare_: Uint32Array | undefined;
  readonly #slicer: BufferLike | undefined;
  readonly #builtin: AsciiReader | undefined;
  /** Bytes up to which the builtin beats the others. */
  readonly #shortest: number;

  /** @param builtin reads ASCII by the engine's builtins, where it has them */
  constructor(bindings: StreamBindings, builtin?: AsciiReader) {
    const { buffer } = bindings.memory;
    this.bytes_ = new Uint8Array(buffer);
    this.words_ = new Uint32Array(buffer);
    this.bindings_ = bindings;
    this.room_ = bindings.room();
    // Behind the room is a block of zeros.
    this.results_ = (this.room_ + ROOM + 16) / 4;
    this.operations_ = this.results_ + 4;
    this.#slicer = Buffer?.from(buffer);
    this.#shortest = this.#slicer ? 32 : 256;
    this.#builtin = builtin;
  }

  /** The text of so many bytes. */
  text_(at: number, length: number, isAscii: boolean): string {
    if (length === 0) return "";
    if (isAscii && length <= this.#shortest && this.#builtin) return this.#builtin(at, length);
    return decode(this.bytes_, this.#slicer, at, length, isAscii);
  }

  /** Room outside, for a value that spans chunks. */
  buffer_(size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    return Buffer?.from(bytes.buffer) ?? bytes;
  }

  /** The text that such a room begins with. */
  textOf_(bytes: Uint8Array, length: number, isAscii: boolean): string {
    if (length <= this.#shortest) {
      // The builtin reads this memory only; before the room there is a page.
      const at = this.room_ - 4096;
      this.bytes_.set(bytes.subarray(0, length), at);
      return this.text_(at, length, isAscii);
    }
    return decode(bytes, this.#slicer && (bytes as BufferLike), 0, length, isAscii);
  }
}

function decode(bytes: Uint8Array, slicer: BufferLike | undefined, at: number, length: number, isAscii: boolean): string {
  if (slicer && isAscii) return slicer.latin1Slice(at, at + length);
  if (slicer && length <= SHORT) return slicer.utf8Slice(at, at + length);
  const part = bytes.subarray(at, at + length);
  // Node 20 is twice as fast with `STREAM`, but for ASCII. What is unfinished at the end must not stay in the decoder.
  return slicer ? decoder.decode(part, STREAM) + decoder.decode() : decoder.decode(part);
}
