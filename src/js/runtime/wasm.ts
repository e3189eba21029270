/** The Rust as wasm. */
import { initSync, room, Source } from "../../../build/wasm/source/index.js";
import { builtinReader } from "./ascii.js";
import { Memory } from "../delivery/batch.js";
import { once } from "./instance.js";
import type { Rust } from "./rust.js";

/** @param module the compiled module; called at most once, may throw where the page's policy forbids wasm */
export function asWasm(module: () => WebAssembly.Module): () => Rust {
  const start = () => {
    const { memory } = initSync({ module: module() });
    return { Source, memory: new Memory(memory, room, builtinReader(memory)) };
  };
  return once("EventSource", start, ", or import eventsource-wasm/js, which needs no wasm");
}
