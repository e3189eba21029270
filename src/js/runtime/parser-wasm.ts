/** The wasm behind `eventsource-wasm/parser`. */
import type * as Exports from "../../../build/wasm/parser/index_bg.wasm.js";
import { builtinReader } from "./ascii.js";
import { exportsOf, once } from "./instance.js";
import { Memory } from "./memory.js";

/** Returns a function that instantiates the module once. @param module returns the compiled module; throws if the page's policy forbids wasm */
export const asParser = (module: () => WebAssembly.Module): (() => Memory) =>
  once("eventsource-wasm/parser", () => {
    const bindings = exportsOf<typeof Exports>(module());
    return new Memory(bindings, builtinReader(bindings.memory));
  });
