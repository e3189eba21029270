export * from "eventsource-wasm/event-source-polyfill";
