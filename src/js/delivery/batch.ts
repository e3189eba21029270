/** A batch of events, as Rust shows it in the memory (`src/wasm/shown.rs`, `src/event_stream/batch.rs`). */
import { BUILTIN_LIMIT, bufferOf, type AsciiReader, type BufferLike } from "../runtime/ascii.js";

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

const OVERFLOWED = 1;

/** The text may start with U+FEFF, which is data there. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
const STREAM = { stream: true };
const SHORT = 512;

/** The room for chunks is kept up to this many bytes. */
const KEPT_CHUNK = 256 * 1024;

/** The views of an instance's memory, made anew when it has grown. */
export class Memory {
  bytes = new Uint8Array(0);
  words = new Uint32Array(0);
  buffer: BufferLike | undefined;

  protected readonly memory: { readonly buffer: ArrayBuffer };
  readonly #builtin: AsciiReader | undefined;
  readonly #makeRoom: (length: number) => number;
  #room = 0;
  #capacity = 0;

  /** @param makeRoom Rust's `room` */
  constructor(memory: { readonly buffer: ArrayBuffer }, makeRoom: (length: number) => number, builtin?: AsciiReader) {
    this.memory = memory;
    this.#builtin = builtin;
    this.#makeRoom = makeRoom;
  }

  /** The index in `bytes` where a chunk of that length is to be put. */
  room(length: number): number {
    // What a large chunk took is given back with the next small one.
    if (length > this.#capacity || this.#capacity > Math.max(length, KEPT_CHUNK)) {
      this.#capacity = Math.max(length, 4096);
      this.#room = this.#makeRoom(this.#capacity);
    }
    this.look();
    return this.#room;
  }

  /** Puts a chunk there; gives its length. */
  put(chunk: Uint8Array): number {
    const at = this.room(chunk.length);
    this.bytes.set(chunk, at);
    return chunk.length;
  }

  /** The same with a text, as UTF-8; gives its length in bytes. */
  putText(text: string): number {
    // A code unit takes three bytes at most.
    const most = text.length * 3;
    const at = this.room(most);
    return encoder.encodeInto(text, this.bytes.subarray(at, at + most)).written;
  }

  /** To be called behind each call into wasm: that may have made the memory grow, by which views lose their contents. */
  look(): void {
    if (this.bytes.length === 0) this.view();
  }

  protected view(): void {
    const { buffer } = this.memory;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.buffer = bufferOf(buffer);
  }

  /**
   * The text of so many bytes. `wide` says that it is likely to be more than ASCII, which the builtins cannot do; where it is not
   * short, Node 20 is then fastest with `STREAM`, which is five times as slow for ASCII.
   */
  text(at: number, length: number, wide = false): string {
    if (length === 0) return "";
    // It reads up to three bytes more.
    if (!wide && length <= BUILTIN_LIMIT && this.#builtin && at + length + 3 < this.bytes.length) {
      const text = this.#builtin(at, length);
      if (text !== null) return text;
    }
    const { buffer } = this;
    if (buffer && (!wide || length <= SHORT)) return buffer.utf8Slice(at, at + length);
    return decoder.decode(this.bytes.subarray(at, at + length), buffer ? STREAM : undefined);
  }
}

/** What has batches to show: Rust's `Source` and `Parser`. */
export interface Shown {
  /** Where it says what lies where. */
  places(): number;
  /** Shows the batch anew, with offsets in UTF-16 code units; `lossy` puts U+FFFD for what is not UTF-8. */
  widen(lossy: boolean): void;
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
  /** The last text was not ASCII. */
  #wide = false;
  #copy: Uint32Array | undefined;
  /** Index of the words that say where everything lies. */
  readonly #places: number;
  readonly #rust: Shown;

  constructor(memory: Memory, rust: Shown) {
    this.#memory = memory;
    this.#rust = rust;
    this.#places = rust.places() / 4;
  }

  /** Looks at the batch that is shown; gives the number of its entries. */
  begin(): number {
    this.#memory.look();
    const { words } = this.#memory;
    const at = this.#places;
    this.overflowed = (words[at]! & OVERFLOWED) !== 0;
    this.#from = words[at + 5]! / 4;
    return words[at + 6]!;
  }

  /** Whether there is an event of one of these types. To be asked before the texts are decoded. */
  mayHave(types: ReadonlySet<string>, count: number): boolean {
    const memory = this.#memory;
    const { words } = memory;
    const text = words[this.#places + 1]!;
    for (let at = this.#from; count > 0; at += WIDTH, count--) {
      const typeStart = words[at]!, length = words[at + 1]! - typeStart;
      // Only a batch's first event has the type of none before it.
      const isNew = at === this.#from || !(words[at + 3]! & SAME_TYPE);
      if (isNew && types.has(length === 0 ? "message" : memory.text(text + typeStart, length))) return true;
    }
    return false;
  }

  /** Takes the texts. */
  decode(): void {
    const memory = this.#memory;
    const { words } = memory;
    const at = this.#places;
    const textLength = words[at + 2]!, notesLength = words[at + 4]!;
    this.text = memory.text(words[at + 1]!, textLength, this.#wide);
    this.notes = memory.text(words[at + 3]!, notesLength);
    // A code unit for each byte: the offsets are those of the bytes. What is not ASCII has fewer.
    this.#wide = this.text.length !== textLength;
    if (this.#wide || this.notes.length !== notesLength) this.#widen();
  }

  #widen(): void {
    const memory = this.#memory;
    const at = this.#places;
    this.#rust.widen(false);
    memory.look();
    // U+FFFD is the sender's own, or there for what is not UTF-8: then the offsets are not those of this text. What is
    // unfinished at its end stays in the decoder.
    if (this.text.length !== memory.words[at + 7]! || this.text.includes("\uFFFD")) {
      decoder.decode();
      this.#rust.widen(true);
      memory.look();
      this.text = memory.text(memory.words[at + 1]!, memory.words[at + 2]!);
    }
    this.#from = memory.words[at + 5]! / 4;
  }

  /**
   * The entries' numbers: a copy, which does not change when a callback makes another batch. To be given back: a copy of its
   * own for each batch took a third of the time of small ones.
   */
  borrow(count: number): Uint32Array {
    const length = count * WIDTH;
    let copy = this.#copy;
    this.#copy = undefined;
    if (!copy || copy.length < length) copy = new Uint32Array(Math.max(length, 64));
    const { words } = this.#memory;
    const from = this.#from;
    if (length > 64) copy.set(words.subarray(from, from + length));
    else for (let i = 0; i < length; i++) copy[i] = words[from + i]!;
    return copy;
  }

  giveBack(copy: Uint32Array): void {
    // What a large batch took is not kept.
    if (copy.length <= KEPT_CHUNK / 64) this.#copy = copy;
  }

  /** A number of the first entry; for a batch of one that is much faster than a copy. */
  first(index: number): number {
    return this.#memory.words[this.#from + index]!;
  }

  /** Lets go of the strings, which would stay until the next batch. */
  forget(): void {
    this.text = this.notes = "";
  }
}
