export * from "eventsource-wasm/sse";
