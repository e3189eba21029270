// Where lib.dom's types are.
import { EventSource as Ours } from "eventsource-wasm";
import { initSync } from "eventsource-wasm/slim";

// Where its class is asked for, ours can be handed over.
export const source: EventSource = new Ours("/stream");

// Its MessageEvent is generic.
const ticks = new Ours<{ tick: MessageEvent<string> }>("/stream");
ticks.addEventListener("tick", ({ data }) => void data.toUpperCase());
// @ts-expect-error: a tick's data is a text
ticks.addEventListener("tick", ({ data }) => void data.toFixed());

export const start = (module: WebAssembly.Module, bytes: BufferSource): void => (initSync(module), initSync(bytes));
