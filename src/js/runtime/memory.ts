/** The memory of a wasm instance: where to put chunks, and how to turn bytes into strings in each engine. */
import type { AsciiReader } from "./ascii.js";

/** The exports of `src/bindings/stream.rs`. */
export interface StreamBindings {
  readonly memory: { readonly buffer: ArrayBuffer };
  room(): number;
  scan(length: number, state: number): number;
  widen(carried: number, count: number): void;
}

/** The size of the room in bytes: the most that is scanned at once. */
export const ROOM = 131072;

/** The part of Node's, Deno's and Bun's Buffer that is used. Never accessed as the global `Buffer`, because some bundlers would add a polyfill. */
interface BufferLike extends Uint8Array<ArrayBuffer> {
  utf8Slice(start: number, end: number): string;
  latin1Slice(start: number, end: number): string;
}

/** U+FEFF at the beginning of a value is data, so it must be kept. */
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });
const STREAMING = { stream: true };
const { Buffer: GlobalBuffer } = globalThis as { Buffer?: { from(memory: ArrayBuffer): BufferLike; prototype: BufferLike } };
const Buffer = typeof GlobalBuffer?.prototype?.latin1Slice === "function" ? GlobalBuffer : undefined;
/** For text beyond ASCII, up to this many bytes a Buffer's `utf8Slice` is faster than a TextDecoder. */
const UTF8_SLICE_LIMIT = 512;

export class Memory {
  /** A view of the whole memory. It stays valid, because the memory never grows. */
  readonly bytes_: Uint8Array;
  readonly words_: Uint32Array;
  readonly bindings_: StreamBindings;
  /** The index in `bytes_` at which to put chunks. */
  readonly room_: number;
  /** The index in `words_` of the results of a scan: the state, the number of bytes scanned, and whether all are ASCII. */
  readonly results_: number;
  /** The index in `words_` of the operations, three words each. */
  readonly operations_: number;
  /** An array for copies of the operations. Whoever takes it puts it back. Allocating one for each chunk took a third of the time. */
  spareOperations_: Uint32Array | undefined;
  readonly #slicer: BufferLike | undefined;
  readonly #builtin: AsciiReader | undefined;
  /** Up to this many bytes, the builtin is the fastest. */
  readonly #builtinLimit: number;

  /** @param builtin reads ASCII by the engine's builtins, if it has them */
  constructor(bindings: StreamBindings, builtin?: AsciiReader) {
    const { buffer } = bindings.memory;
    this.bytes_ = new Uint8Array(buffer);
    this.words_ = new Uint32Array(buffer);
    this.bindings_ = bindings;
    this.room_ = bindings.room();
    // After the room come 16 bytes, which SIMD reads beyond its end.
    this.results_ = (this.room_ + ROOM + 16) / 4;
    this.operations_ = this.results_ + 4;
    this.#slicer = Buffer?.from(buffer);
    this.#builtinLimit = this.#slicer ? 32 : 256;
    this.#builtin = builtin;
  }

  /** Decodes `length` bytes of the memory. */
  decode_(at: number, length: number, isAscii: boolean): string {
    if (length === 0) return "";
    if (isAscii && length <= this.#builtinLimit && this.#builtin) return this.#builtin(at, length);
    return decode(this.bytes_, this.#slicer, at, length, isAscii);
  }

  /** Allocates a buffer outside of the memory, for a value that spans chunks. */
  allocate_(size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    return Buffer?.from(bytes.buffer) ?? bytes;
  }

  /** Decodes the first `length` bytes of such a buffer. */
  decodeBuffer_(bytes: Uint8Array, length: number, isAscii: boolean): string {
    if (length <= this.#builtinLimit) {
      // The builtin reads only the memory, so copy the bytes to the page before the room.
      const at = this.room_ - 4096;
      this.bytes_.set(bytes.subarray(0, length), at);
      return this.decode_(at, length, isAscii);
    }
    return decode(bytes, this.#slicer && (bytes as BufferLike), 0, length, isAscii);
  }
}

function decode(bytes: Uint8Array, slicer: BufferLike | undefined, at: number, length: number, isAscii: boolean): string {
  if (slicer && isAscii) return slicer.latin1Slice(at, at + length);
  if (slicer && length <= UTF8_SLICE_LIMIT) return slicer.utf8Slice(at, at + length);
  const part = bytes.subarray(at, at + length);
  // With `stream`, Node 20 is twice as fast, except for ASCII. The second call flushes an unfinished character at the end.
  return slicer ? decoder.decode(part, STREAMING) + decoder.decode() : decoder.decode(part);
}
