/** A batch of events, as Rust shows it in the memory (`src/wasm/shown.rs`, `src/event_stream/batch.rs`). */

/** Numbers per entry: end of the data, end of the type, end of the last event ID, flags. */
export const WIDTH = 4;
/** The type is that of the event before. */
export const SAME_TYPE = 1;
/** The last event ID is that of the event before. */
export const SAME_ID = 2;
/** The block had an ID. */
export const HAS_ID = 4;
/** From here on an entry is no event, but a note. */
export const NOTE = 8;

const ASCII = 1;
const OVERFLOWED = 2;

/** The text may start with U+FEFF, which is data there. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const STREAM = { stream: true };

/** What of Node's, Deno's and Bun's Buffer is used. Not by its global name: some bundlers would add a stand-in for it. */
interface BufferLike extends Uint8Array<ArrayBuffer> {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}
const { Buffer } = globalThis as { Buffer?: { from(memory: ArrayBuffer): BufferLike; prototype: BufferLike } };
/** Its own ways are up to five times as fast as TextDecoder, for short texts and for ASCII. */
const hasSlices = typeof Buffer?.prototype?.latin1Slice === "function" && typeof Buffer.prototype.utf8Slice === "function";
/** Bytes up to which `utf8Slice` is the faster one; above them Node 20 is fastest with `{ stream: true }`. */
const SHORT = 512;

/** The room for chunks is kept up to this many bytes. */
const KEPT_CHUNK = 256 * 1024;

/** The views of an instance's memory, made anew when it has grown. */
export class Memory {
  bytes = new Uint8Array(0);
  words = new Uint32Array(0);
  buffer: BufferLike | undefined;

  readonly #memory: WebAssembly.Memory;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  /** To be called behind each call into wasm: that may have made the memory grow, by which views lose their contents. */
  look(): void {
    if (this.bytes.length > 0) return;
    const { buffer } = this.#memory;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    if (hasSlices) this.buffer = Buffer!.from(buffer as ArrayBuffer);
  }
}

/** What has batches to show: Rust's `Source` and `Parser`. */
export interface Shown {
  /** Where it says what lies where. */
  places(): number;
  /** Makes room for a chunk. */
  reserve(length: number): void;
  /** Shows the batch anew, with U+FFFD for what is not UTF-8. */
  repair(): void;
}

/** The batches of one stream. What it took of the last one is good until the next. */
export class Batches {
  /** All strings of the batch's events, in a row. */
  text = "";
  /** All strings of its notes. */
  notes = "";
  /** The event behind them outgrew the limit. */
  overflowed = false;

  readonly #memory: Memory;
  /** Index of the first word of the first entry: {@link WIDTH} numbers each, with offsets into `text` or `notes`. */
  #from = 0;
  /** Index of the words that say where everything lies. */
  readonly #places: number;
  readonly #rust: Shown;

  constructor(memory: Memory, rust: Shown) {
    this.#memory = memory;
    this.#rust = rust;
    this.#places = rust.places() / 4;
  }

  /** Takes the batch that is shown; gives the number of its entries. */
  take(): number {
    const memory = this.#memory;
    memory.look();
    const at = this.#places;
    const { words } = memory;
    const flags = words[at]!;
    const count = words[at + 6]!;
    this.overflowed = (flags & OVERFLOWED) !== 0;
    if (count === 0) return 0;
    if (flags & ASCII) {
      this.text = this.#ascii(words[at + 1]!, words[at + 2]!);
      this.notes = this.#ascii(words[at + 3]!, words[at + 4]!);
    } else this.#takeWide();
    this.#from = memory.words[at + 5]! / 4;
    return count;
  }

  /** The entries' numbers: a copy, which does not change when a callback makes another batch. */
  entries(count: number): Uint32Array {
    return this.#memory.words.slice(this.#from, this.#from + count * WIDTH);
  }

  /** A number of the first entry; for a batch of one that is much faster than a copy. */
  first(index: number): number {
    return this.#memory.words[this.#from + index]!;
  }

  /** Lets go of the strings, which would stay until the next batch. */
  forget(): void {
    this.text = this.notes = "";
  }

  #ascii(at: number, length: number): string {
    if (length === 0) return "";
    return hasSlices ? this.#memory.buffer!.latin1Slice(at, at + length) : decoder.decode(this.#memory.bytes.subarray(at, at + length));
  }

  #takeWide(): void {
    const at = this.#places;
    const { words } = this.#memory;
    this.text = this.#wide(words[at + 1]!, words[at + 2]!);
    // U+FFFD is the sender's own, or there for what is not UTF-8: then the offsets are not those of this text. What is
    // unfinished at its end stays in the decoder.
    if (this.text.length !== words[at + 9]! || this.text.includes("\uFFFD")) {
      decoder.decode();
      this.#rust.repair();
      this.#memory.look();
      this.text = this.#wide(this.#memory.words[at + 1]!, this.#memory.words[at + 2]!);
    }
    this.notes = this.#wide(this.#memory.words[at + 3]!, this.#memory.words[at + 4]!);
  }

  #wide(at: number, length: number): string {
    if (length === 0) return "";
    const { bytes, buffer } = this.#memory;
    if (hasSlices && length <= SHORT) return buffer!.utf8Slice(at, at + length);
    return decoder.decode(bytes.subarray(at, at + length), hasSlices ? STREAM : undefined);
  }

  /** The index in `bytes` where a chunk of that length is to be put. */
  room(length: number): number {
    const memory = this.#memory;
    memory.look();
    const capacity = memory.words[this.#places + 8]!;
    // What a large chunk took is given back with the next small one.
    if (length > capacity || capacity > Math.max(length, KEPT_CHUNK)) {
      this.#rust.reserve(length);
      memory.look();
    }
    return memory.words[this.#places + 7]!;
  }

  /** Puts a chunk there; gives its length. */
  put(chunk: Uint8Array): number {
    const at = this.room(chunk.length);
    this.#memory.bytes.set(chunk, at);
    return chunk.length;
  }
}
