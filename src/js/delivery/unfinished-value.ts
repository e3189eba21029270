/** A value that chunks cut. */
import type { Memory } from "../runtime/memory.js";

/** Bytes up to which a value is kept as bytes, so that what is left behind is small: a chunk of 64 KB, and some. */
const FIRST = 69632;
/** What is longer is kept as text, in pieces of so many bytes: larger strings are slow to allocate in V8. */
const PIECE = 16384;

/** It is kept as bytes: one decoding of all costs less than a string for each chunk. */
export class UnfinishedValue {
  /** Its bytes. */
  length_ = 0;

  readonly #memory: Memory;
  /** What was before these bytes. */
  #text = "";
  #bytes: Uint8Array | undefined;
  #used = 0;
  #isAscii = true;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Adds bytes of the memory: whole characters. */
  add_(at: number, length: number, isAscii: boolean): void {
    const memory = this.#memory;
    const had = this.length_;
    if (this.#used + length > (this.#text ? PIECE : FIRST)) this.#text = this.take_();
    const used = this.#used;
    if (!this.#bytes || used + length > this.#bytes.length) {
      const larger = memory.buffer_(Math.max(length, Math.min(FIRST, 2 * (used + length))));
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

  /** Ends it. */
  take_(): string {
    const text = this.#used > 0 ? this.#text + this.#memory.textOf_(this.#bytes!, this.#used, this.#isAscii) : this.#text;
    this.clear_();
    return text;
  }
}
