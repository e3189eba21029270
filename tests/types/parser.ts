// `eventsource-wasm/parser` and `/stream` stand in for npm `eventsource-parser`.
import * as parser from "eventsource-parser";
import * as stream from "eventsource-parser/stream";
import * as ours from "../../src/js/parser/parser.js";
import * as oursStream from "../../src/js/parser/stream.js";

export const createParser: typeof parser.createParser = ours.createParser;
export const ParseError: typeof parser.ParseError = ours.ParseError;

/** Options written for theirs fit ours, and what ours gives fits where theirs was expected. */
export const options = (given: parser.ParserConfig): ours.ParserConfig => given;
export const event = (given: ours.EventSourceMessage): parser.EventSourceMessage => given;
export const streamOptions = (given: stream.StreamOptions): oursStream.StreamOptions => given;

export const bytesGoIn = new Response().body!.pipeThrough(new oursStream.EventSourceParserStream({ onRetry: (retry: number) => retry }));
export const textGoesIn = new Response().body!.pipeThrough(new TextDecoderStream()).pipeThrough(new oursStream.EventSourceParserStream());
export const events: ReadableStream<parser.EventSourceMessage> = bytesGoIn;

// @ts-expect-error: a number is no chunk
ours.createParser({}).feed(1);
