/** An event stream being interpreted (WHATWG HTML §9.2.6): wasm finds the values, strings are made here. */
import { ROOM, type Memory } from "../runtime/memory.js";
import { UnfinishedValue } from "./unfinished-value.js";

/** Kinds and flags of operations, as `src/event_stream/scan.rs` has them. */
export const enum Operation {
  Kind = 7,
  Data = 0,
  Event = 1,
  Id = 2,
  Retry = 3,
  Comment = 5,
  Unknown = 6,
  Continues = 8,
  Unfinished = 16,
  Dispatch = 32,
  /** Of `retry` lines: from this bit on, how many bytes stand before the value. */
  NameShift = 6,
  /** Words of an operation: where its value starts, where it ends, flags. */
  Width = 3,
}

/** What a number that a scan leaves to the next one says. */
export const enum State {
  /** Of the unfinished line, the kind plus one; 0 at the beginning of a line. */
  Line = 7,
  /** The unfinished line is ignored. */
  Ignored = 5,
  /** A byte order mark may come. */
  Start = 8,
  /** Comments are wanted. */
  Comments = 64,
  /** Lines whose field is unknown are wanted. */
  Unknown = 128,
  /** From this bit on, how many bytes are carried over. */
  CarriedShift = 8,
  Carried = 7,
}

/** Receives what a stream says. */
export interface StreamOwner {
  /** Whether nobody wants what so many operations from an index on say, so that strings need not be made. */
  ignores_?(words: Uint32Array, at: number, count: number): boolean;
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

  readonly #memory: Memory;
  readonly #owner: StreamOwner;
  readonly #limit: number;
  readonly #counted: number;
  readonly #first: number;
  /** Of the next scan. @see State */
  state_: number;
  /** The last chunk's bytes that are carried over. */
  #carried: Uint8Array | undefined;
  /** The *data buffer*: its lines. */
  #lines: string[] = [];
  /** The *event type buffer*. */
  #type = "";
  /** The *last event ID buffer*, where the block has set it. */
  #id: string | undefined;
  /** Nothing stands in these three. */
  #isFresh = true;
  readonly tail_: UnfinishedValue;
  /** Bytes of the unfinished event's complete lines. */
  size_ = 0;
  /** Where the unfinished line has its value, if it is a `retry` line. */
  #name = 0;
  /** Goes up with each {@link stop_}. */
  #generation = 0;
  /** Loops over operations that have not ended: callbacks may begin one more. */
  #running = 0;
  /** What those loops leave behind is to be dropped. */
  #isVoid = false;

  /**
   * @param limit bytes that one event may take, wherever chunks are cut
   * @param counted kinds of lines below this one are what an event takes
   */
  constructor(memory: Memory, owner: StreamOwner, limit: number, counted: number) {
    this.#memory = memory;
    this.tail_ = new UnfinishedValue(memory);
    this.#owner = owner;
    this.#limit = limit;
    this.#counted = counted;
    this.state_ = this.#first = State.Start | (owner.comment_ ? State.Comments : 0) | (owner.invalid_ ? State.Unknown : 0);
  }

  /** Drops the unfinished block; a byte order mark may come again. */
  restart_(): void {
    this.state_ = this.#first;
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

  /** Bytes of an event that is not dispatched yet were there. */
  get isInEvent_(): boolean {
    const line = this.state_ & State.Line;
    return !this.#isFresh || (line > Operation.Data && line <= Operation.Id + 1);
  }

  #clear(): void {
    this.#isVoid = false;
    this.#isFresh = true;
    this.#lines = [];
    this.tail_.clear_();
    this.#type = "";
    this.#id = undefined;
    this.size_ = 0;
  }

  /** Interprets a chunk, cut anywhere. */
  push_(chunk: Uint8Array): void {
    const { bytes_: bytes, room_: room } = this.#memory;
    const { length } = chunk;
    const generation = this.#generation;
    for (let at = 0; at < length && generation === this.#generation; ) {
      // It is too long, or it had more lines than a scan takes.
      const part = at > 0 || length > ROOM ? chunk.subarray(at, at + ROOM) : chunk;
      bytes.set(part, room);
      at += this.scanned_(part.length);
    }
  }

  /** Interprets the bytes that were put into the room, and returns how many of them it got to. */
  scanned_(length: number): number {
    if (this.overflowed_) return length;
    const memory = this.#memory;
    const { bytes_: bytes, words_: words, room_: room, results_: results } = memory;
    const carried = (this.state_ >> State.CarriedShift) & State.Carried;
    if (carried > 0) bytes.set(this.#carried!, room - carried);
    const count = memory.bindings_.scan(length, this.state_);
    const state = (this.state_ = words[results]!);
    const next = words[results + 1]!;
    const left = (state >> State.CarriedShift) & State.Carried;
    if (left > 0) this.#carried = bytes.slice(room + next - left, room + next);
    if (count > 0) this.#take(count, carried, words[results + 2] !== 0);
    return next;
  }

  #take(count: number, carried: number, isAscii: boolean): void {
    const memory = this.#memory;
    const { words_: words, operations_: from } = memory;
    const base = memory.room_ - carried;
    const start = words[from]!;
    const limit = this.#measure(count);
    // The most common chunk: one event.
    if (count === 1 && words[from + 2] === Operation.Dispatch && this.#isFresh && limit > 0) {
      return this.#owner.event_("", memory.text_(base + start, words[from + 1]! - start, isAscii), undefined);
    }
    // What began in an earlier chunk, and what ends in a later one, is decoded by itself.
    let first = words[from + 2]!;
    let skip = 0;
    let end = count;
    let continued: string | undefined;
    if (first & Operation.Continues) {
      this.#append(base, from, isAscii);
      skip = 1;
      if (!(first & Operation.Unfinished)) continued = this.tail_.take_();
      first |= this.#name << Operation.NameShift;
    }
    if (end > skip && words[from + (count - 1) * Operation.Width + 2]! & Operation.Unfinished) {
      end--;
      this.tail_.clear_();
      this.#append(base, from + end * Operation.Width, isAscii);
    }
    let text = "";
    let offset = 0;
    let values: string[] | undefined;
    let operations: Uint32Array | undefined;
    const at = from + skip * Operation.Width;
    const isNewBlock = skip ? first & Operation.Dispatch : this.#isFresh;
    if (end > skip && !(isNewBlock && limit === count && this.#owner.ignores_?.(words, at, end - skip))) {
      const start = words[at]!;
      text = memory.text_(base + start, words[from + (end - 1) * Operation.Width + 1]! - start, isAscii);
      if (!isAscii) {
        // There are bytes that are not UTF-8, or the sender's own U+FFFD: the text does not tell offsets. A regular expression,
        // since a minifier would write the character itself into a script that may not be read as UTF-8.
        if (/\uFFFD/.test(text)) values = this.#values(base, end);
        else memory.bindings_.widen(carried, end);
      }
      offset = words[at]!;
      operations = this.#borrow(end);
    }
    if (limit < end) end = limit;
    const generation = this.#generation;
    this.#running++;
    try {
      if (continued !== undefined && limit > 0) this.#process(first, continued);
      if (operations) this.#run(operations, skip, end, text, offset, values, generation);
    } finally {
      if (--this.#running === 0 && this.#isVoid) this.#clear();
    }
    if (operations) memory.spare_ = operations;
    if (limit < count) this.overflowed_ = true;
  }

  /** Adds an operation's bytes to the unfinished value. */
  #append(base: number, at: number, isAscii: boolean): void {
    const { words_: words } = this.#memory;
    const start = words[at]!;
    const flags = words[at + 2]!;
    if (!(flags & Operation.Continues)) this.#name = flags >> Operation.NameShift;
    this.tail_.add_(base + start, words[at + 1]! - start, isAscii);
  }

  /** Each operation's value, decoded by itself. */
  #values(base: number, count: number): string[] {
    const { words_: words, operations_: from } = this.#memory;
    const values: string[] = [];
    for (let at = from; values.length < count; at += Operation.Width) values.push(this.#memory.text_(base + words[at]!, words[at + 1]! - words[at]!, false));
    return values;
  }

  /** The operations: a copy, since a callback may have another chunk scanned. */
  #borrow(count: number): Uint32Array {
    const memory = this.#memory;
    const { words_: words, operations_: from } = memory;
    const length = count * Operation.Width;
    let copy = memory.spare_;
    memory.spare_ = undefined;
    if (!copy || copy.length < length) copy = new Uint32Array(length < 48 ? 48 : words.length - from);
    if (length > 48) copy.set(words.subarray(from, from + length));
    else for (let i = 0; i < length; i++) copy[i] = words[from + i]!;
    return copy;
  }

  /**
   * Counts the bytes of the unfinished event.
   * @returns the operation at which the limit is exceeded, or `count`
   */
  #measure(count: number): number {
    const { words_: words, operations_: from } = this.#memory;
    const limit = this.#limit;
    const tail = this.tail_.length_;
    const end = from + count * Operation.Width;
    let at = from;
    if (this.size_ + tail + words[end - 2]! - words[from]! + count <= limit) {
      // Only what is unfinished at the end matters.
      for (at = end; at > from && !(words[at - 1]! & Operation.Dispatch); ) at -= Operation.Width;
      if (at > from) this.size_ = 0;
    }
    for (; at < end; at += Operation.Width) {
      const flags = words[at + 2]!;
      const kind = flags & Operation.Kind;
      let size = words[at + 1]! - words[at]! + (flags & Operation.Continues ? tail : 0);
      if (!(flags & Operation.Unfinished)) {
        // `retry`, comments and unknown fields are nothing that an event has.
        if (kind < this.#counted) this.size_ += size + +(kind === Operation.Data);
        size = 0;
      }
      if (this.size_ + size > limit) return (at - from) / Operation.Width;
      if (flags & Operation.Dispatch) this.size_ = 0;
    }
    return count;
  }

  #run(operations: Uint32Array, from: number, to: number, text: string, offset: number, values: string[] | undefined, generation: number): void {
    for (let i = from, at = from * Operation.Width; i < to && generation === this.#generation; i++, at += Operation.Width) {
      const value = values ? values[i]! : text.slice(operations[at]! - offset, operations[at + 1]! - offset);
      const flags = operations[at + 2]!;
      if (flags === Operation.Dispatch && this.#isFresh) this.#owner.event_("", value, undefined);
      else if (flags === Operation.Dispatch && this.#lines.length === 0) this.#dispatch(value);
      else this.#process(flags, value);
    }
  }

  /** [Processes the field](https://html.spec.whatwg.org/multipage/server-sent-events.html#processField). */
  #process(flags: number, value: string): void {
    const owner = this.#owner;
    this.#isFresh = false;
    switch (flags & Operation.Kind) {
      case Operation.Data:
        this.#lines.push(value);
        break;
      case Operation.Event:
        this.#type = value;
        break;
      case Operation.Id:
        if (!value.includes("\0")) this.#id = value;
        break;
      case Operation.Retry:
        if (/^\d+$/.test(value)) owner.retry_(value);
        else owner.invalid_?.("retry: ".slice(0, flags >> Operation.NameShift) + value, true);
        break;
      case Operation.Comment:
        owner.comment_?.(value);
        break;
      case Operation.Unknown:
        owner.invalid_?.(value, false);
    }
    if (!(flags & Operation.Dispatch)) return;
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
    if (data !== undefined) this.#owner.event_(type, data, id);
    else if (id !== undefined) this.#owner.id_(id);
  }
}
