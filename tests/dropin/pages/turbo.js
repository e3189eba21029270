import { EventSource } from "eventsource-wasm";
import { connectStreamSource } from "@hotwired/turbo";

const source = new EventSource("/events", { headers: { authorization: TOKEN } });
connectStreamSource(source);
globalThis.source = source;
