// The global that the script assigns.
/// <reference types="eventsource-wasm/dist/eventsource-wasm.iife.js" />
export const source: import("eventsource-wasm").EventSource = new EventSourceWasm.EventSource("/stream");
