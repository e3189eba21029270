/** `eventsource-wasm/parser`: the event stream alone, in the shape of npm `eventsource-parser`. */
import { EventStream, Operation, State, type StreamOwner } from "../delivery/event-stream.js";
import { parserMemory } from "../runtime/parser-platform.js";
import { bufferSizeExceeded, invalidLine, ParseError } from "./parse-error.js";

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
   * Bytes of UTF-8 that may be buffered after each chunk: the unfinished event's data and the unfinished line. A longer one calls
   * `onError`, and the parser takes no more before `reset()`. A line whose field is unknown never counts: one that is too long is passed
   * over. Default: no limit.
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

/** A text of that many code units is at most 8 KB of UTF-8: no table of operations is too small for it. */
const SHORT = 2730;
const LINE_FEED = /* @__PURE__ */ Uint8Array.of(10);

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * A parser of event streams (WHATWG HTML §9.2.6).
 * @throws {TypeError} if `config` is a function, as it was in version 1 of npm `eventsource-parser`
 * @throws {Error} where WebAssembly is blocked; the message says what to allow
 */
export function createParser(config: ParserConfig): EventSourceParser {
  if (typeof config === "function")
    throw new TypeError("`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?");
  const { onEvent, onId, onRetry, onComment, onError, maxBufferSize = Infinity } = config;
  const memory = parserMemory();
  const owner: StreamOwner = {
    event_(type, data, id) {
      if (id !== undefined) onId?.(id);
      onEvent?.({ id, event: type || undefined, data });
    },
    id_: (id) => onId?.(id),
    retry_: (digits) => onRetry?.(+digits),
    comment_: onComment,
    invalid_: onError && ((line, isRetry) => onError(invalidLine(line, isRetry))),
  };
  const stream = new EventStream(memory, owner, Infinity, Operation.Event);
  let terminated = false;
  /** The first half of a surrogate pair that a chunk ended with. */
  let half = "";

  function feed(chunk: Uint8Array | string): void {
    if (terminated)
      throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");
    if (typeof chunk === "string") feedText(half + chunk);
    else stream.push_(chunk);
    if (maxBufferSize === Infinity || !isFull(stream, maxBufferSize)) return;
    terminated = true;
    onError?.(bufferSizeExceeded(maxBufferSize));
  }

  function feedText(text: string): void {
    const last = text.charCodeAt(text.length - 1);
    half = last >> 10 === 54 ? text.slice(-1) : "";
    if (half) text = text.slice(0, -1);
    if (text.length > SHORT) return stream.push_(encoder.encode(text));
    const { bytes_: bytes, room_: room } = memory;
    stream.scanned_(encoder.encodeInto(text, bytes.subarray(room, room + 3 * SHORT)).written);
  }

  function reset({ consume = false }: { consume?: boolean } = {}): void {
    // The line ends here, but not its block.
    if (consume && !terminated && isInLine(stream.state_)) stream.push_(LINE_FEED);
    stream.stop_();
    terminated = false;
    half = "";
  }

  return { feed, reset };
}

const carriedOver = (state: number): number => (state >> State.CarriedShift) & State.Carried;

/** Whether a line was begun that means something. */
function isInLine(state: number): boolean {
  const line = state & State.Line;
  return (line !== 0 && line !== Operation.Unknown + 1) || carriedOver(state) > 0;
}

/** Characters of a name, its colon and a space, by what the state says of the unfinished line. */
const NAMES = [0, 6, 7, 4, 7, 0, 2, 0];

/** Whether what is buffered exceeds a limit: the data without its last LF, and the unfinished line. */
function isFull(stream: EventStream, limit: number): boolean {
  const { state_: state, size_: size, tail_: tail } = stream;
  const line = state & State.Line;
  if (Math.max(0, size - 1) + tail.length_ + NAMES[line]! + carriedOver(state) <= limit) return false;
  if (line !== Operation.Unknown + 1) return true;
  // Nobody needs that line: it is passed over.
  stream.state_ = (state & ~State.Line) | State.Ignored;
  tail.clear_();
  return false;
}
