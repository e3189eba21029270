export * from "eventsource-wasm/fetch-event-source";
