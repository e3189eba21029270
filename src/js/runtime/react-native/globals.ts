/**
 * What the modules of this package find under these names in the build for React Native (scripts/bundle.mjs injects it): shims for what
 * the engine lacks. No global is changed.
 */
export { DOMException } from "./dom-exception.js";
export { Event, EventTarget, MessageEvent } from "./event-target.js";
export { queueMicrotask } from "./report.js";
export { TextDecoder } from "./text-decoder.js";
export { TransformStream } from "./transform-stream.js";
export { URL } from "./url.js";

type Fields = Record<string, unknown> | null | undefined;

/** Recognised by what they can do: what `expo/fetch` answers with, and its body, are of classes that no global names. */
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

/** Made only for a stream that came without one. */
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
/** Not every Hermes has the symbol; Babel's helper for `for await` then looks for this name. */
export const asyncIteratorKey = asyncIterator ?? "@@asyncIterator";
/** A class of somebody else's would be no Event of ours. */
export const NoErrorEvent = undefined;
