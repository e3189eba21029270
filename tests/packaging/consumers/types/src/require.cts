// From CommonJS.
import eventsource = require("eventsource-wasm");
import { createParser } from "eventsource-wasm/parser";
import wasm = require("eventsource-wasm/wasm");
import { initSync } from "eventsource-wasm/slim";

initSync(wasm);
export const source: eventsource.EventSource = new eventsource.EventSource("https://example.com/");
export const parser = createParser({ onEvent: ({ data }) => void data.length });
