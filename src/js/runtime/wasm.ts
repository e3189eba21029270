/** The Rust code as wasm. */
import type * as Exports from "../../../build/wasm/source/index_bg.wasm.js";
import { builtinReader } from "./ascii.js";
import { exportsOf, once } from "./instance.js";
import { Memory } from "./memory.js";
import type { Rust } from "./runtime.js";

/** Returns a function that instantiates the module once. @param module returns the compiled module; throws if the page's policy forbids wasm */
export function asWasm(module: () => WebAssembly.Module): () => Rust {
  const start = () => {
    const bindings = exportsOf<typeof Exports>(module());
    return { bindings, memory: new Memory(bindings, builtinReader(bindings.memory)) };
  };
  return once("EventSource", start, ", or import eventsource-wasm/js, which needs no wasm");
}
