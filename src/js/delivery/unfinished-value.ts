/** Collects a value that spans chunks. */
import type { Memory } from "../runtime/memory.js";

/** A value is kept as bytes up to this size: a chunk of 64 KB, and some more. The limit keeps the leftover buffer small. */
const MAX_BYTES = 69632;
/** A longer value is kept as text, decoded in pieces of this many bytes: larger strings are slow to allocate in V8. */
const PIECE_SIZE = 16384;

/** The pieces of a value. It keeps bytes, because decoding them once costs less than a string for each chunk. */
export class UnfinishedValue {
  /** The length so far, in bytes. */
  length_ = 0;

  readonly #memory: Memory;
  /** The text before the bytes in `#bytes`. */
  #text = "";
  #bytes: Uint8Array | undefined;
  #used = 0;
  #isAscii = true;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Appends bytes of the wasm memory. They must be whole characters. */
  add_(at: number, length: number, isAscii: boolean): void {
    const memory = this.#memory;
    const had = this.length_;
    if (this.#used + length > (this.#text ? PIECE_SIZE : MAX_BYTES)) this.#text = this.take_();
    const used = this.#used;
    if (!this.#bytes || used + length > this.#bytes.length) {
      const larger = memory.allocate_(Math.max(length, Math.min(MAX_BYTES, 2 * (used + length))));
      if (used > 0) larger.set(this.#bytes!.subarray(0, used));
      this.#bytes = larger;
    }
    this.#bytes.set(memory.bytes_.subarray(at, at + length), used);
    this.#used += length;
    this.length_ = had + length;
    if (!isAscii) this.#isAscii = false;
  }

  clear_(): void {
    this.#text = "";
    this.length_ = this.#used = 0;
    this.#isAscii = true;
  }

  /** Returns the whole text, and clears the value. */
  take_(): string {
    const text = this.#used > 0 ? this.#text + this.#memory.decodeBuffer_(this.#bytes!, this.#used, this.#isAscii) : this.#text;
    this.clear_();
    return text;
  }
}
