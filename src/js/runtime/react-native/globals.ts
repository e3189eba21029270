/**
 * Replacements for globals that the engine lacks. In the build for React Native, scripts/bundle.mjs injects them into this package's modules. No
 * global is changed.
 */
export { DOMException } from "./dom-exception.js";
export { Event, EventTarget, MessageEvent } from "./event-target.js";
export { queueMicrotask } from "./report.js";
export { TextDecoder } from "./text-decoder.js";
export { TransformStream } from "./transform-stream.js";
export { URL } from "./url.js";

type Fields = Record<string, unknown> | null | undefined;

/** Recognizes values by their methods, because the response of `expo/fetch` and its body have classes that no global names. */
export class ReadableStream {
  static [Symbol.hasInstance](value: Fields): boolean {
    return typeof value?.getReader === "function";
  }
}

export class Request {
  static [Symbol.hasInstance](value: Fields): boolean {
    return typeof value?.url === "string" && typeof value.method === "string";
  }
}

/** Only for an existing stream that has no response. */
export class Response {
  declare readonly body: null;
  readonly status = 200;
  readonly statusText = "";
  readonly url = "";
  readonly headers: Headers;

  constructor(_body: null, { headers }: { headers: Record<string, string> }) {
    this.headers = new Headers(headers);
  }

  static [Symbol.hasInstance](value: Fields): boolean {
    return typeof value?.status === "number" && typeof (value.headers as Fields)?.get === "function";
  }
}

const { asyncIterator } = Symbol as { asyncIterator?: symbol };
/** Not every Hermes has the symbol. Babel's helper for `for await` then uses this name. */
export const asyncIteratorKey = asyncIterator ?? "@@asyncIterator";
/** Hidden, because a class of the app's would not extend our Event. */
export const NoErrorEvent = undefined;
