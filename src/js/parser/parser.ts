/** `eventsource-wasm/parser`: the parser alone, in the shape of npm `eventsource-parser`. */
import { EventStream, Operation, State, type StreamOwner } from "../delivery/event-stream.js";
import { parserMemory } from "../runtime/parser-platform.js";
import { bufferSizeExceeded, invalidLine, ParseError } from "./parse-error.js";

export { ParseError };
export type { ErrorType } from "./parse-error.js";

/** An event with the fields of its own block: nothing is inherited from earlier blocks. */
export interface EventSourceMessage {
  /** The value of the `event` field; `undefined` if there is none, which a browser's EventSource calls `message`. */
  event?: string | undefined;
  /** The value of the `id` field; `undefined` if the block has none. */
  id?: string | undefined;
  /** The values of the `data` fields, joined by LF. */
  data: string;
}

export interface ParserCallbacks {
  /** Called for each event. */
  onEvent?: ((event: EventSourceMessage) => void) | undefined;
  /** Called for each block that has a valid `id`, with or without data, before its event. */
  onId?: ((id: string) => void) | undefined;
  /** Called for each valid `retry` field, with the time in milliseconds. */
  onRetry?: ((retry: number) => void) | undefined;
  /** Called for each comment, with its text after the colon and one optional space. */
  onComment?: ((comment: string) => void) | undefined;
  /** Called for each line that has no effect, and when `maxBufferSize` is exceeded. By default such lines are ignored. */
  onError?: ((error: ParseError) => void) | undefined;
}

export interface ParserConfig extends ParserCallbacks {
  /**
   * The most bytes of UTF-8 to buffer after each chunk: the unfinished event's data and the unfinished line. If they exceed it, `onError` is
   * called, and the parser accepts nothing until `reset()`. A line whose field is unknown never counts: if it is too long, it is ignored.
   * Default: no limit.
   */
  maxBufferSize?: number | undefined;
}

export interface EventSourceParser {
  /**
   * Parses a chunk, and calls the callbacks before it returns. Chunks may be split anywhere. Bytes are faster than strings.
   * @throws {Error} after `maxBufferSize` was exceeded, until `reset()`
   */
  feed(chunk: Uint8Array | string): void;
  /** Starts a new stream. With `consume`, first parses the unfinished line as if it were complete, which may call callbacks. */
  reset(options?: { consume?: boolean }): void;
}

/** A text of up to this many code units is at most 8 KB of UTF-8, which is short enough to be scanned in one go. */
const SHORT_TEXT = 2730;
const LINE_FEED = /* @__PURE__ */ Uint8Array.of(10);

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Creates a parser of event streams (WHATWG HTML §9.2.6).
 * @throws {TypeError} if `config` is a function, as in version 1 of npm `eventsource-parser`
 * @throws {Error} if WebAssembly is blocked; the message says what to allow
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
  /** The first half of a surrogate pair at the end of the last chunk. */
  let highSurrogate = "";

  function feed(chunk: Uint8Array | string): void {
    if (terminated)
      throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");
    if (typeof chunk === "string") feedText(highSurrogate + chunk);
    else stream.push_(chunk);
    if (maxBufferSize === Infinity || !exceedsLimit(stream, maxBufferSize)) return;
    terminated = true;
    onError?.(bufferSizeExceeded(maxBufferSize));
  }

  function feedText(text: string): void {
    const last = text.charCodeAt(text.length - 1);
    highSurrogate = last >> 10 === 54 ? text.slice(-1) : "";
    if (highSurrogate) text = text.slice(0, -1);
    if (text.length > SHORT_TEXT) return stream.push_(encoder.encode(text));
    const { bytes_: bytes, room_: room } = memory;
    stream.scanRoom_(encoder.encodeInto(text, bytes.subarray(room, room + 3 * SHORT_TEXT)).written);
  }

  function reset({ consume = false }: { consume?: boolean } = {}): void {
    // The line ends here, but not its block.
    if (consume && !terminated && isInLine(stream.state_)) stream.push_(LINE_FEED);
    stream.stop_();
    terminated = false;
    highSurrogate = "";
  }

  return { feed, reset };
}

const carriedBytes = (state: number): number => (state >> State.CarriedShift) & State.Carried;

/** Returns whether there is an unfinished line that may have an effect. */
function isInLine(state: number): boolean {
  const line = state & State.Line;
  return (line !== 0 && line !== Operation.Unknown + 1) || carriedBytes(state) > 0;
}

/** The length of the field's name, colon and space, by the state's bits for the unfinished line. */
const PREFIX_LENGTHS = [0, 6, 7, 4, 7, 0, 2, 0];

/** Returns whether the buffered bytes exceed the limit: the data without its last LF, and the unfinished line. */
function exceedsLimit(stream: EventStream, limit: number): boolean {
  const { state_: state, size_: size, unfinishedValue_: unfinishedValue } = stream;
  const line = state & State.Line;
  if (Math.max(0, size - 1) + unfinishedValue.length_ + PREFIX_LENGTHS[line]! + carriedBytes(state) <= limit) return false;
  if (line !== Operation.Unknown + 1) return true;
  // The line has no effect anyway: ignore the rest of it.
  stream.state_ = (state & ~State.Line) | State.Ignored;
  unfinishedValue.clear_();
  return false;
}
