/** An event stream being interpreted (WHATWG HTML §9.2.6): wasm finds the values, strings are made here. */
import { ROOM, type Memory } from "../runtime/memory.js";

/** Kinds and flags of operations, as `src/event_stream/scan.rs` has them. */
const KIND = 7;
const DATA = 0;
const EVENT = 1;
const ID = 2;
const RETRY = 3;
const COMMENT = 5;
const UNKNOWN = 6;
const CONTINUES = 8;
const UNFINISHED = 16;
const DISPATCH = 32;
const SPACE = 64;
const NO_COLON = 128;
/** Words of an operation: where its value starts, where it ends, flags. */
const WIDTH = 3;
/** What a state says of a line that is ignored; of others it has the kind plus one. */
const IGNORED_LINE = 5;
/** Characters of a name, its colon and a space, by what the state says of the unfinished line. */
const NAMES = [0, 6, 7, 4, 7, 0, 2, 0];
/** An unfinished value's room is kept up to this many bytes. */
const KEPT_TAIL = 262144;
/** Where a state has the number of bytes that are carried over. */
const CARRIED_SHIFT = 8;
const CARRIED = 7;

/** Receives what a stream says. */
export interface StreamOwner {
  /** The types that somebody listens to: strings are made for no others. `undefined`: all. */
  readonly types?: ReadonlySet<string> | undefined;
  /** An event is dispatched. `type` is empty where the block has none, `id` undefined. */
  event_(type: string, data: string, id: string | undefined): void;
  /** A block without data has an ID. */
  id_(id: string): void;
  /** A `retry` field's digits. */
  retry_(digits: string): void;
  comment_?: ((text: string) => void) | undefined;
  /** A line that means nothing: its field is unknown, or its `retry` no number. */
  invalid_?: ((line: string, isRetry: boolean) => void) | undefined;
}

export class EventStream {
  /** An event has outgrown the limit: whatever comes is ignored until {@link restart_}. */
  overflowed_ = false;
  /** There was an event with data. */
  hasDispatched_ = false;

  readonly #memory: Memory;
  readonly #owner: StreamOwner;
  readonly #limit: number;
  readonly #isStrict: boolean;
  readonly #first: number;
  #state: number;
  /** The last eight bytes of the last chunk, of which a few are carried over. */
  #low = 0;
  #high = 0;
  /** The *data buffer*: its lines. */
  #lines: string[] = [];
  /** The *event type buffer*. */
  #type = "";
  /** The *last event ID buffer*, where the block has set it. */
  #id: string | undefined;
  /** Nothing stands in these three. */
  #isFresh = true;
  /** The bytes of an unfinished value: one decoding of all costs less than a string for each piece. */
  #tail: Uint8Array | undefined;
  #tailLength = 0;
  #isTailAscii = true;
  /** Bytes of the unfinished event. */
  #size = 0;
  /** How the unfinished line has its value: {@link SPACE} or {@link NO_COLON}. */
  #separator = 0;
  /** Goes up with each {@link stop_}. */
  #generation = 0;
  /** Loops over operations that have not ended: callbacks may begin one more. */
  #running = 0;
  /** What those loops leave behind is to be dropped. */
  #isVoid = false;
  /** Room for operations, which callbacks may overwrite in the memory. */
  #copy: Uint32Array | undefined;

  /**
   * @param limit bytes that one event may take
   * @param isStrict whether events that are complete count, too, wherever chunks are cut
   */
  constructor(memory: Memory, owner: StreamOwner, limit: number, isStrict: boolean) {
    this.#memory = memory;
    this.#owner = owner;
    this.#limit = limit;
    this.#isStrict = isStrict;
    this.#state = this.#first = memory.bindings_.begin(+!!owner.comment_, +!!owner.invalid_);
  }

  /** Drops the unfinished block; a byte order mark may come again. */
  restart_(): void {
    this.#state = this.#first;
    this.overflowed_ = false;
    // In a callback, the events that the chunk completed are still to come.
    if (this.#running > 0) this.#isVoid = true;
    else this.#clear();
  }

  /** Forgets everything, and whatever the running {@link push_} has not delivered. */
  stop_(): void {
    this.#generation++;
    this.restart_();
  }

  #clear(): void {
    this.#isVoid = false;
    this.#isFresh = true;
    this.#lines = [];
    this.#tailLength = 0;
    this.#type = "";
    this.#id = undefined;
    this.#size = 0;
  }

  /** Interprets a chunk, cut anywhere. */
  push_(chunk: Uint8Array): void {
    const { bytes_: bytes, room_: room } = this.#memory;
    const { length } = chunk;
    if (length <= ROOM) {
      bytes.set(chunk, room);
      const next = this.scanned_(length);
      if (next < length) this.#rest(chunk, next);
    } else this.#rest(chunk, 0);
  }

  #rest(chunk: Uint8Array, at: number): void {
    const { bytes_: bytes, room_: room } = this.#memory;
    const generation = this.#generation;
    while (at < chunk.length && generation === this.#generation) {
      const part = chunk.subarray(at, at + ROOM);
      bytes.set(part, room);
      at += this.scanned_(part.length);
    }
  }

  /** Interprets the bytes that were put into the room, and returns how many of them it got to. */
  scanned_(length: number): number {
    if (this.overflowed_) return length;
    const memory = this.#memory;
    const { words_: words, results_: results } = memory;
    const carried = (this.#state >> CARRIED_SHIFT) & CARRIED;
    const count = memory.bindings_.scan(length, this.#state, this.#low, this.#high);
    this.#state = words[results]!;
    this.#low = words[results + 1]!;
    this.#high = words[results + 2]!;
    const next = words[results + 3]!;
    if (count > 0) this.#take(count, carried, words[results + 4] !== 0);
    return next;
  }

  /** Whether a line was begun that means something. */
  get isInLine_(): boolean {
    const line = this.#state & KIND;
    return (line !== 0 && line !== UNKNOWN + 1) || ((this.#state >> CARRIED_SHIFT) & CARRIED) > 0;
  }

  #take(count: number, carried: number, isAscii: boolean): void {
    const memory = this.#memory;
    const { words_: words, operations_: from } = memory;
    const base = memory.room_ - carried;
    const start = words[from]!;
    const limit = this.#measure(count);
    if (limit === undefined && this.#isFresh) {
      if (this.#isUnheard(count)) return this.#skip(base, count, isAscii);
      // The most common chunk: one event.
      if (count === 1 && words[from + 2] === DISPATCH) {
        this.hasDispatched_ = true;
        return this.#owner.event_("", memory.text_(base + start, words[from + 1]! - start, isAscii), undefined);
      }
    }
    // What began in an earlier chunk, and what ends in a later one, is decoded by itself.
    let first = words[from + 2]!;
    let skip = 0;
    let end = count;
    let continued: string | undefined;
    if (first & CONTINUES) {
      this.#append(base, from, isAscii);
      skip = 1;
      if (!(first & UNFINISHED)) continued = this.#takeTail();
      first |= this.#separator;
    }
    if (end > skip && words[from + (count - 1) * WIDTH + 2]! & UNFINISHED) {
      end--;
      this.#tailLength = 0;
      this.#append(base, from + end * WIDTH, isAscii);
    }
    let text = "";
    let offset = 0;
    let values: string[] | undefined;
    let operations: Uint32Array | undefined;
    if (end > skip) {
      const at = from + skip * WIDTH;
      const start = words[at]!;
      text = memory.text_(base + start, words[from + (end - 1) * WIDTH + 1]! - start, isAscii);
      if (!isAscii) {
        // There are bytes that are not UTF-8, or the sender's own U+FFFD: the text does not tell offsets. A regular expression,
        // since a minifier would write the character itself into a script that may not be read as UTF-8.
        if (/\uFFFD/.test(text)) values = this.#values(base, end);
        else memory.bindings_.widen(carried, end);
      }
      offset = words[at]!;
      operations = this.#borrow(end);
    }
    if (limit !== undefined && limit < end) end = limit;
    const generation = this.#generation;
    this.#running++;
    try {
      if (continued !== undefined && limit !== 0) this.#process(first, continued);
      if (operations) this.#run(operations, skip, end, text, offset, values, generation);
    } finally {
      if (--this.#running === 0 && this.#isVoid) this.#clear();
    }
    // What a large chunk took is not kept.
    if (operations && operations.length <= 4096) this.#copy = operations;
    if (limit !== undefined) this.overflowed_ = true;
  }

  /** Adds an operation's bytes to the unfinished value. */
  #append(base: number, at: number, isAscii: boolean): void {
    const { words_: words, bytes_: bytes } = this.#memory;
    const start = words[at]!, length = words[at + 1]! - start;
    const flags = words[at + 2]!;
    if (!(flags & CONTINUES)) {
      this.#separator = flags & (SPACE | NO_COLON);
      this.#isTailAscii = true;
    }
    const had = this.#tailLength;
    if (!this.#tail || had + length > this.#tail.length) {
      const larger = this.#memory.buffer_(Math.max(1024, 2 * (had + length)));
      if (had > 0) larger.set(this.#tail!.subarray(0, had));
      this.#tail = larger;
    }
    this.#tail.set(bytes.subarray(base + start, base + start + length), had);
    this.#tailLength = had + length;
    if (!isAscii) this.#isTailAscii = false;
  }

  /** The value that has ended. */
  #takeTail(): string {
    const tail = this.#tail!;
    const text = this.#memory.textOf_(tail, this.#tailLength, this.#isTailAscii);
    this.#tailLength = 0;
    if (tail.length > KEPT_TAIL) this.#tail = undefined;
    return text;
  }

  /** Each operation's value, decoded by itself. */
  #values(base: number, count: number): string[] {
    const { words_: words, operations_: from } = this.#memory;
    const values: string[] = [];
    for (let at = from; values.length < count; at += WIDTH) values.push(this.#memory.text_(base + words[at]!, words[at + 1]! - words[at]!, false));
    return values;
  }

  /** The operations: a copy, since a callback may have another chunk scanned. One of its own for each chunk took a third of the time of small ones. */
  #borrow(count: number): Uint32Array {
    const { words_: words, operations_: from } = this.#memory;
    const length = count * WIDTH;
    let copy = this.#copy;
    this.#copy = undefined;
    if (!copy || copy.length < length) copy = new Uint32Array(Math.max(length, 48));
    if (length > 48) copy.set(words.subarray(from, from + length));
    else for (let i = 0; i < length; i++) copy[i] = words[from + i]!;
    return copy;
  }

  /**
   * Counts the bytes of the unfinished event.
   * @returns the operation at which the limit is exceeded, where complete events count
   */
  #measure(count: number): number | undefined {
    const { words_: words, operations_: from } = this.#memory;
    const last = from + (count - 1) * WIDTH;
    if (this.#isStrict && this.#size + this.#tailLength + words[last + 1]! - words[from]! + count > this.#limit) {
      for (let i = 0, at = from; i < count; i++, at += WIDTH) {
        this.#size += this.#sizeAt(at);
        const isUnfinished = words[at + 2]! & UNFINISHED;
        if (this.#size + (isUnfinished ? words[at + 1]! - words[at]! + (words[at + 2]! & CONTINUES ? this.#tailLength : 0) : 0) > this.#limit) return i;
        if (words[at + 2]! & DISPATCH) this.#size = 0;
      }
      return undefined;
    }
    // Only what is unfinished at the end matters.
    let size = 0;
    let at = last;
    for (; at >= from && !(words[at + 2]! & DISPATCH); at -= WIDTH) size += this.#sizeAt(at);
    this.#size = at < from ? this.#size + size : size;
    return undefined;
  }

  /** What a complete line adds to its event. `retry`, comments and unknown fields are nothing that an event has. */
  #sizeAt(at: number): number {
    const { words_: words } = this.#memory;
    const flags = words[at + 2]!;
    const kind = flags & KIND;
    if (flags & UNFINISHED || kind >= (this.#isStrict ? RETRY : EVENT)) return 0;
    return words[at + 1]! - words[at]! + (flags & CONTINUES ? this.#tailLength : 0) + (kind === DATA ? 1 : 0);
  }

  /** Whether what is buffered exceeds the limit of a parser: the data without its last LF, and the unfinished line. */
  get isFull_(): boolean {
    const line = this.#state & KIND;
    const size = Math.max(0, this.#size - 1) + this.#tailLength + NAMES[line]! + ((this.#state >> CARRIED_SHIFT) & CARRIED);
    if (size <= this.#limit) return false;
    if (line !== UNKNOWN + 1) return true;
    // Nobody needs that line: it is passed over.
    this.#state = (this.#state & ~KIND) | IGNORED_LINE;
    this.#tailLength = 0;
    return false;
  }

  /** Whether there is nothing in it but messages, which nobody listens to. */
  #isUnheard(count: number): boolean {
    const { types } = this.#owner;
    if (!types || types.has("message")) return false;
    const { words_: words, operations_: from } = this.#memory;
    for (let at = from, i = 1; i <= count; at += WIDTH, i++) {
      const flags = words[at + 2]! & ~CONTINUES;
      if (flags !== DISPATCH && !(flags === UNFINISHED && i === count)) return false;
    }
    return true;
  }

  /** Makes strings of nothing, but keeps what is unfinished: somebody may listen by its end. */
  #skip(base: number, count: number, isAscii: boolean): void {
    const { words_: words, operations_: from } = this.#memory;
    const last = from + (count - 1) * WIDTH;
    const flags = words[last + 2]!;
    if (count > 1 || !(flags & CONTINUES)) this.#tailLength = 0;
    if (flags & UNFINISHED) this.#append(base, last, isAscii);
    else this.#tailLength = 0;
    if (count > 1 || flags & DISPATCH) this.hasDispatched_ = true;
  }

  #run(operations: Uint32Array, from: number, to: number, text: string, offset: number, values: string[] | undefined, generation: number): void {
    for (let i = from, at = from * WIDTH; i < to && generation === this.#generation; i++, at += WIDTH) {
      const value = values ? values[i]! : text.slice(operations[at]! - offset, operations[at + 1]! - offset);
      const flags = operations[at + 2]!;
      if (flags === DISPATCH && this.#isFresh) {
        this.hasDispatched_ = true;
        this.#owner.event_("", value, undefined);
      } else if (flags === DISPATCH && this.#lines.length === 0) this.#dispatch(value);
      else this.#process(flags, value);
    }
  }

  /** [Processes the field](https://html.spec.whatwg.org/multipage/server-sent-events.html#processField). */
  #process(flags: number, value: string): void {
    const owner = this.#owner;
    this.#isFresh = false;
    switch (flags & KIND) {
      case DATA:
        this.#lines.push(value);
        break;
      case EVENT:
        this.#type = value;
        break;
      case ID:
        if (!value.includes("\0")) this.#id = value;
        break;
      case RETRY:
        if (/^\d+$/.test(value)) owner.retry_(value);
        else owner.invalid_?.(`retry${flags & NO_COLON ? "" : flags & SPACE ? ": " : ":"}${value}`, true);
        break;
      case COMMENT:
        owner.comment_?.(value);
        break;
      case UNKNOWN:
        owner.invalid_?.(value, false);
    }
    if (!(flags & DISPATCH)) return;
    const lines = this.#lines;
    if (lines.length > 0) this.#lines = [];
    this.#dispatch(lines.length > 0 ? lines.join("\n") : undefined);
  }

  /** [Dispatches the event](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage). */
  #dispatch(data: string | undefined): void {
    const type = this.#type;
    const id = this.#id;
    this.#type = "";
    this.#id = undefined;
    this.#isFresh = true;
    if (data !== undefined) {
      this.hasDispatched_ = true;
      this.#owner.event_(type, data, id);
    } else if (id !== undefined) this.#owner.id_(id);
  }
}
