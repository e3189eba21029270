/** The wasm translated to JavaScript by binaryen's wasm2js: created by the first use. */
import { instantiate } from "../../../build/wasm/js/instantiate.js";
import { Memory } from "./memory.js";
import type { Rust } from "./runtime.js";

let made: Rust | undefined;

export function translated(): Rust {
  if (!made) {
    const bindings = instantiate({});
    made = { bindings, memory: new Memory(bindings) };
  }
  return made;
}
