/** `eventsource-wasm/parser`: the event stream alone, in the shape of npm `eventsource-parser`. */
import { Batches, HAS_ID, NOTE, SAME_ID, SAME_TYPE, WIDTH } from "../delivery/batch.js";
import { bufferSizeExceeded, invalidRetry, ParseError, unknownField } from "./parse-error.js";
import { Parser, parserMemory } from "../runtime/parser-wasm.js";

export { ParseError };
export type { ErrorType } from "./parse-error.js";

/** An event, as its block says it: nothing is carried over from the blocks before it. */
export interface EventSourceMessage {
  /** The `event` field; `undefined` where a browser's EventSource would say `message`. */
  event?: string | undefined;
  /** The `id` field; `undefined` if the block has none. */
  id?: string | undefined;
  /** The data lines, joined by LF. */
  data: string;
}

export interface ParserCallbacks {
  /** An event is complete. */
  onEvent?: ((event: EventSourceMessage) => void) | undefined;
  /** A block with a valid `id` is complete, with data or without; comes before its event. */
  onId?: ((id: string) => void) | undefined;
  /** A `retry` field with a valid value, in milliseconds. */
  onRetry?: ((retry: number) => void) | undefined;
  /** A comment's text, without its colon and the one space behind it. */
  onComment?: ((comment: string) => void) | undefined;
  /** A line that means nothing, or too much data. Without this callback they are passed over. */
  onError?: ((error: ParseError) => void) | undefined;
}

export interface ParserConfig extends ParserCallbacks {
  /**
   * Bytes of UTF-8 that an unfinished event, with its unfinished line, may take. Beyond it `onError` is called and the parser
   * takes no more before `reset()`. Default: 1 GiB.
   */
  maxBufferSize?: number | undefined;
}

export interface EventSourceParser {
  /**
   * Interprets a chunk, cut anywhere; the callbacks are called before it returns. Bytes are the fast way.
   * @throws {Error} once `maxBufferSize` was exceeded, until `reset()`
   */
  feed(chunk: Uint8Array | string): void;
  /** Begins a new stream. `consume` takes an unfinished line as if it had ended: what is wrong with it is told. */
  reset(options?: { consume?: boolean }): void;
}

/** Notes (`src/event_stream/note.rs`). */
const ID = NOTE;
const COMMENT = NOTE + 1;
const RETRY = NOTE + 2;
const INVALID_RETRY = NOTE + 3;

const NO_LIMIT = 2 ** 30;

/**
 * A parser of event streams (WHATWG HTML §9.2.6).
 * @throws {TypeError} if `config` is a function, as it was in version 1 of npm `eventsource-parser`
 * @throws {Error} where WebAssembly is blocked; the message says what to allow
 */
export function createParser(config: ParserConfig): EventSourceParser {
  if (typeof config === "function")
    throw new TypeError("`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?");
  const { onEvent, onId, onRetry, onComment, onError, maxBufferSize } = config;
  const memory = parserMemory();
  const parser = new Parser(Math.min(maxBufferSize ?? NO_LIMIT, NO_LIMIT), Boolean(onId || onRetry || onComment || onError));
  const batches = new Batches(memory, parser);
  let terminated = false;
  /** The first half of a surrogate pair that a chunk ended with. */
  let half = "";

  function feed(chunk: Uint8Array | string): void {
    if (terminated)
      throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");
    const length = typeof chunk === "string" ? putText(half + chunk) : memory.put(chunk);
    if (length === 0) return;
    parser.feed(length);
    tell();
  }

  function putText(text: string): number {
    const last = text.charCodeAt(text.length - 1);
    half = last >= 0xd800 && last < 0xdc00 ? text.slice(-1) : "";
    if (half) text = text.slice(0, -1);
    return memory.putText(text);
  }

  /** Calls back for what a chunk brought. What is read is copied before: a callback may feed this parser. */
  function tell(): void {
    const count = batches.begin();
    if (count > 0) batches.decode();
    const { text, notes, overflowed } = batches;
    if (count === 1) tellOne(text, notes, batches.first(0), batches.first(1), batches.first(2), batches.first(3));
    else if (count > 1) {
      const entries = batches.borrow(count);
      tellEntries(text, notes, entries, count * WIDTH);
      batches.giveBack(entries);
    }
    if (!overflowed) return;
    terminated = true;
    onError?.(bufferSizeExceeded(maxBufferSize ?? NO_LIMIT));
  }

  function tellOne(text: string, notes: string, dataEnd: number, typeEnd: number, idEnd: number, flags: number): void {
    if (flags >= NOTE) return tellNote(flags, notes);
    const event = flags & SAME_TYPE ? undefined : text.slice(dataEnd, typeEnd) || undefined;
    tellEvent(flags & HAS_ID ? text.slice(typeEnd, idEnd) : undefined, event, text.slice(0, dataEnd));
  }

  function tellEntries(text: string, notes: string, entries: Uint32Array, length: number): void {
    let start = 0;
    let noteStart = 0;
    let event: string | undefined;
    let lastId = "";
    for (let at = 0; at < length; at += WIDTH) {
      const dataEnd = entries[at]!, flags = entries[at + 3]!;
      if (flags >= NOTE) {
        tellNote(flags, notes.slice(noteStart, dataEnd));
        noteStart = dataEnd;
        continue;
      }
      const typeEnd = entries[at + 1]!, idEnd = entries[at + 2]!;
      if (!(flags & SAME_TYPE)) event = text.slice(dataEnd, typeEnd) || undefined;
      if (!(flags & SAME_ID)) lastId = text.slice(typeEnd, idEnd);
      const data = text.slice(start, dataEnd);
      start = idEnd;
      tellEvent(flags & HAS_ID ? lastId : undefined, event, data);
    }
  }

  function tellEvent(id: string | undefined, event: string | undefined, data: string): void {
    if (id !== undefined) onId?.(id);
    onEvent?.({ id, event, data });
  }

  function tellNote(note: number, text: string): void {
    if (note === ID) onId?.(text);
    else if (note === COMMENT) onComment?.(text.startsWith(" ") ? text.slice(1) : text);
    else if (note === RETRY) onRetry?.(parseInt(text, 10));
    else if (note === INVALID_RETRY) onError?.(invalidRetry(text));
    else onError?.(unknownField(text));
  }

  function reset({ consume = false }: { consume?: boolean } = {}): void {
    if (consume && !terminated) {
      parser.finish();
      tell();
    }
    parser.reset();
    terminated = false;
    half = "";
  }

  return { feed, reset };
}
