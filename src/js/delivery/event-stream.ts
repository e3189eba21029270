/** Interprets an event stream (WHATWG HTML §9.2.6): wasm finds the values, and this turns them into strings and events. */
import { ROOM, type Memory } from "../runtime/memory.js";
import { UnfinishedValue } from "./unfinished-value.js";

/** Kinds and flags of operations, the same as in `src/event_stream/scan.rs`, which documents them. */
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
  /** For `retry` lines: the bits from this one on are the number of bytes before the value. */
  NameShift = 6,
  /** The words of an operation: the start of its value, the end, the flags. */
  Width = 3,
}

/** Bits of the number that is the scan's state between two chunks, the same as in `src/event_stream/scan.rs`. */
export const enum State {
  /** Mask for the kind of the unfinished line plus one; 0 at the beginning of a line. */
  Line = 7,
  /** The value of these bits for an unfinished line that is ignored. */
  Ignored = 5,
  /** A byte order mark may follow. */
  Start = 8,
  /** Asks for comments. */
  Comments = 64,
  /** Asks for lines whose field is unknown. */
  Unknown = 128,
  /** The bits from this one on are the number of carried bytes. */
  CarriedShift = 8,
  Carried = 7,
}

/** Receives the events and fields of a stream. */
export interface StreamOwner {
  /** Returns whether nobody needs the results of `count` operations from the index `at` on, so that no strings are made. */
  ignores_?(words: Uint32Array, at: number, count: number): boolean;
  /** Dispatches an event. If the block has no such field, `type` is empty, or `id` undefined. */
  event_(type: string, data: string, id: string | undefined): void;
  /** Receives the ID of a block without data. */
  id_(id: string): void;
  /** Receives the digits of a `retry` field. */
  retry_(digits: string): void;
  comment_?: ((text: string) => void) | undefined;
  /** Receives a line without effect: its field is unknown, or its `retry` is not a number. */
  invalid_?: ((line: string, isRetry: boolean) => void) | undefined;
}

export class EventStream {
  /** Whether an event has exceeded the limit. Everything is ignored then, until {@link restart_}. */
  overflowed_ = false;

  readonly #memory: Memory;
  readonly #owner: StreamOwner;
  readonly #limit: number;
  readonly #countedKinds: number;
  readonly #initialState: number;
  /** The state for the next scan. @see State */
  state_: number;
  /** The bytes carried over from the last chunk. */
  #carried: Uint8Array | undefined;
  /** The lines of the *data buffer*. */
  #lines: string[] = [];
  /** The *event type buffer*. */
  #type = "";
  /** The *last event ID buffer*, if the current block has set it. */
  #id: string | undefined;
  /** Whether these three are empty. */
  #isBlockEmpty = true;
  readonly unfinishedValue_: UnfinishedValue;
  /** The size of the unfinished event's complete lines, in bytes. */
  size_ = 0;
  /** For an unfinished `retry` line: the number of bytes before its value. */
  #bytesBeforeRetry = 0;
  /** Incremented by each {@link stop_}, to end the loops that are running. */
  #generation = 0;
  /** The number of running loops over operations: a callback may start another one. */
  #runningLoops = 0;
  /** Whether to drop the unfinished block once those loops have ended. */
  #clearAfterLoops = false;

  /**
   * @param limit the most bytes that one event may have, however it is split into chunks
   * @param countedKinds lines of the kinds below this one count towards an event's size
   */
  constructor(memory: Memory, owner: StreamOwner, limit: number, countedKinds: number) {
    this.#memory = memory;
    this.unfinishedValue_ = new UnfinishedValue(memory);
    this.#owner = owner;
    this.#limit = limit;
    this.#countedKinds = countedKinds;
    this.state_ = this.#initialState = State.Start | (owner.comment_ ? State.Comments : 0) | (owner.invalid_ ? State.Unknown : 0);
  }

  /** Drops the unfinished block, and accepts a byte order mark again. */
  restart_(): void {
    this.state_ = this.#initialState;
    this.overflowed_ = false;
    // Called from a callback: the running loop still has to dispatch the events that the chunk completed.
    if (this.#runningLoops > 0) this.#clearAfterLoops = true;
    else this.#clear();
  }

  /** Restarts, and drops the events that a running {@link push_} has not dispatched yet. */
  stop_(): void {
    this.#generation++;
    this.restart_();
  }

  /** Whether the stream is in the middle of an event: some of it has arrived, but it is not dispatched yet. */
  get isInEvent_(): boolean {
    const line = this.state_ & State.Line;
    return !this.#isBlockEmpty || (line > Operation.Data && line <= Operation.Id + 1);
  }

  #clear(): void {
    this.#clearAfterLoops = false;
    this.#isBlockEmpty = true;
    this.#lines = [];
    this.unfinishedValue_.clear_();
    this.#type = "";
    this.#id = undefined;
    this.size_ = 0;
  }

  /** Interprets a chunk. Chunks may be split anywhere. */
  push_(chunk: Uint8Array): void {
    const { bytes_: bytes, room_: room } = this.#memory;
    const { length } = chunk;
    const generation = this.#generation;
    for (let at = 0; at < length && generation === this.#generation; ) {
      // More than one turn if the chunk is larger than the room, or has more lines than one scan takes.
      const part = at > 0 || length > ROOM ? chunk.subarray(at, at + ROOM) : chunk;
      bytes.set(part, room);
      at += this.scanRoom_(part.length);
    }
  }

  /** Interprets the first `length` bytes of the room. Returns how many of them were scanned. */
  scanRoom_(length: number): number {
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
    if (count > 0) this.#interpret(count, carried, words[results + 2] !== 0);
    return next;
  }

  #interpret(count: number, carried: number, isAscii: boolean): void {
    const memory = this.#memory;
    const { words_: words, operations_: from } = memory;
    const base = memory.room_ - carried;
    const start = words[from]!;
    const limit = this.#updateSize(count);
    // Fast path for the most common chunk: one event that has only data.
    if (count === 1 && words[from + 2] === Operation.Dispatch && this.#isBlockEmpty && limit > 0) {
      return this.#owner.event_("", memory.decode_(base + start, words[from + 1]! - start, isAscii), undefined);
    }
    // A value that began in an earlier chunk is decoded by itself, and so is one that ends in a later chunk.
    let first = words[from + 2]!;
    let skip = 0;
    let end = count;
    let continued: string | undefined;
    if (first & Operation.Continues) {
      this.#appendUnfinished(base, from, isAscii);
      skip = 1;
      if (!(first & Operation.Unfinished)) continued = this.unfinishedValue_.take_();
      first |= this.#bytesBeforeRetry << Operation.NameShift;
    }
    if (end > skip && words[from + (count - 1) * Operation.Width + 2]! & Operation.Unfinished) {
      end--;
      this.unfinishedValue_.clear_();
      this.#appendUnfinished(base, from + end * Operation.Width, isAscii);
    }
    let text = "";
    let offset = 0;
    let values: string[] | undefined;
    let operations: Uint32Array | undefined;
    const at = from + skip * Operation.Width;
    const isNewBlock = skip ? first & Operation.Dispatch : this.#isBlockEmpty;
    if (end > skip && !(isNewBlock && limit === count && this.#owner.ignores_?.(words, at, end - skip))) {
      const start = words[at]!;
      text = memory.decode_(base + start, words[from + (end - 1) * Operation.Width + 1]! - start, isAscii);
      if (!isAscii) {
        // With U+FFFD in the text, some bytes may have been invalid UTF-8, so offsets into the text are unreliable. A regular
        // expression, because a minifier would write the character itself, and the script may not be read as UTF-8.
        if (/\uFFFD/.test(text)) values = this.#decodeEach(base, end);
        else memory.bindings_.widen(carried, end);
      }
      offset = words[at]!;
      operations = this.#copyOperations(end);
    }
    if (limit < end) end = limit;
    const generation = this.#generation;
    this.#runningLoops++;
    try {
      if (continued !== undefined && limit > 0) this.#process(first, continued);
      if (operations) this.#perform(operations, skip, end, text, offset, values, generation);
    } finally {
      if (--this.#runningLoops === 0 && this.#clearAfterLoops) this.#clear();
    }
    if (operations) memory.spareOperations_ = operations;
    if (limit < count) this.overflowed_ = true;
  }

  /** Appends an operation's bytes to the unfinished value. */
  #appendUnfinished(base: number, at: number, isAscii: boolean): void {
    const { words_: words } = this.#memory;
    const start = words[at]!;
    const flags = words[at + 2]!;
    if (!(flags & Operation.Continues)) this.#bytesBeforeRetry = flags >> Operation.NameShift;
    this.unfinishedValue_.add_(base + start, words[at + 1]! - start, isAscii);
  }

  /** Decodes each operation's value by itself. */
  #decodeEach(base: number, count: number): string[] {
    const { words_: words, operations_: from } = this.#memory;
    const values: string[] = [];
    for (let at = from; values.length < count; at += Operation.Width) values.push(this.#memory.decode_(base + words[at]!, words[at + 1]! - words[at]!, false));
    return values;
  }

  /** Copies the operations, because a callback may start another scan. */
  #copyOperations(count: number): Uint32Array {
    const memory = this.#memory;
    const { words_: words, operations_: from } = memory;
    const length = count * Operation.Width;
    let copy = memory.spareOperations_;
    memory.spareOperations_ = undefined;
    if (!copy || copy.length < length) copy = new Uint32Array(length < 48 ? 48 : words.length - from);
    if (length > 48) copy.set(words.subarray(from, from + length));
    else for (let i = 0; i < length; i++) copy[i] = words[from + i]!;
    return copy;
  }

  /**
   * Updates the size of the unfinished event.
   * @returns the index of the operation at which the limit is exceeded, or `count`
   */
  #updateSize(count: number): number {
    const { words_: words, operations_: from } = this.#memory;
    const limit = this.#limit;
    const unfinishedLength = this.unfinishedValue_.length_;
    const end = from + count * Operation.Width;
    let at = from;
    if (this.size_ + unfinishedLength + words[end - 2]! - words[from]! + count <= limit) {
      // Nothing in this chunk can exceed the limit, so count only the event that is unfinished at its end.
      for (at = end; at > from && !(words[at - 1]! & Operation.Dispatch); ) at -= Operation.Width;
      if (at > from) this.size_ = 0;
    }
    for (; at < end; at += Operation.Width) {
      const flags = words[at + 2]!;
      const kind = flags & Operation.Kind;
      let size = words[at + 1]! - words[at]! + (flags & Operation.Continues ? unfinishedLength : 0);
      if (!(flags & Operation.Unfinished)) {
        // `retry`, comments and unknown fields are not part of an event.
        if (kind < this.#countedKinds) this.size_ += size + +(kind === Operation.Data);
        size = 0;
      }
      if (this.size_ + size > limit) return (at - from) / Operation.Width;
      if (flags & Operation.Dispatch) this.size_ = 0;
    }
    return count;
  }

  /** Performs the operations from index `from` to `to`, until {@link stop_} is called. */
  #perform(operations: Uint32Array, from: number, to: number, text: string, offset: number, values: string[] | undefined, generation: number): void {
    for (let i = from, at = from * Operation.Width; i < to && generation === this.#generation; i++, at += Operation.Width) {
      const value = values ? values[i]! : text.slice(operations[at]! - offset, operations[at + 1]! - offset);
      const flags = operations[at + 2]!;
      if (flags === Operation.Dispatch && this.#isBlockEmpty) this.#owner.event_("", value, undefined);
      else if (flags === Operation.Dispatch && this.#lines.length === 0) this.#dispatch(value);
      else this.#process(flags, value);
    }
  }

  /** [Processes the field](https://html.spec.whatwg.org/multipage/server-sent-events.html#processField). */
  #process(flags: number, value: string): void {
    const owner = this.#owner;
    this.#isBlockEmpty = false;
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
    this.#isBlockEmpty = true;
    if (data !== undefined) this.#owner.event_(type, data, id);
    else if (id !== undefined) this.#owner.id_(id);
  }
}
