/** `eventsource-wasm/stream`: the parser as a TransformStream, in the shape of npm `eventsource-parser/stream`. */
import { createParser, ParseError, type EventSourceMessage, type EventSourceParser, type ParserCallbacks, type ParserConfig } from "./parser.js";

export { ParseError };
export type { ErrorType } from "./parse-error.js";
export type { EventSourceMessage } from "./parser.js";

export interface StreamOptions extends Omit<ParserCallbacks, "onEvent" | "onError"> {
  /** Called for what is wrong with a line; `"terminate"` errors the stream instead. Default: passed over. */
  onError?: "terminate" | ((error: ParseError) => void) | undefined;
  /** As {@link ParserConfig.maxBufferSize}; exceeding it errors the stream in any case. */
  maxBufferSize?: ParserConfig["maxBufferSize"];
}

/**
 * Takes an event stream as bytes or as strings, gives its events:
 * `response.body.pipeThrough(new EventSourceParserStream())`.
 * @throws {Error} where WebAssembly is blocked; the message says what to allow
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
