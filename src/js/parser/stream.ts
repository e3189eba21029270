/** `eventsource-wasm/stream`: the parser as a TransformStream, in the shape of npm `eventsource-parser/stream`. */
import { createParser, ParseError, type EventSourceMessage, type EventSourceParser, type ParserCallbacks, type ParserConfig } from "./parser.js";

export { ParseError };
export type { ErrorType } from "./parse-error.js";
export type { EventSourceMessage } from "./parser.js";

export interface StreamOptions extends Omit<ParserCallbacks, "onEvent" | "onError"> {
  /** Called for each line that has no effect; `"terminate"` errors the stream instead. By default such lines are ignored. */
  onError?: "terminate" | ((error: ParseError) => void) | undefined;
  /** Like {@link ParserConfig.maxBufferSize}. Exceeding it always errors the stream. */
  maxBufferSize?: ParserConfig["maxBufferSize"];
}

/**
 * Transforms an event stream, in bytes or strings, into its events:
 * `response.body.pipeThrough(new EventSourceParserStream())`.
 * @throws {Error} if WebAssembly is blocked; the message says what to allow
 */
export class EventSourceParserStream extends TransformStream<Uint8Array | string, EventSourceMessage> {
  constructor({ onError, ...options }: StreamOptions = {}) {
    let parser: EventSourceParser;
    super({
      start(controller) {
        parser = createParser({
          ...options,
          onEvent: (event) => controller.enqueue(event),
          onError(error) {
            if (typeof onError === "function") onError(error);
            if (onError === "terminate" || error.type === "max-buffer-size-exceeded") controller.error(error);
          },
        });
      },
      transform: (chunk) => parser.feed(chunk),
    });
  }
}
