/** `TransformStream`, needed only by `eventsource-wasm/stream`. */

class NoTransformStream {
  constructor() {
    throw new Error("eventsource-wasm/stream needs TransformStream, which React Native does not have: load a polyfill before it (web-streams-polyfill), or use eventsource-wasm/parser.");
  }
}

export const TransformStream = (globalThis as { TransformStream?: unknown }).TransformStream ?? NoTransformStream;
