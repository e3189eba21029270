/** `eventsource-wasm/js`: the wasm translated to JavaScript by binaryen's wasm2js. */
import { instantiate } from "../../../build/wasm/js/instantiate.js";
import { Memory } from "./memory.js";
import { standard, type Platform, type Rust } from "./runtime.js";

let made: Rust | undefined;

function rust(): Rust {
  if (!made) {
    const bindings = instantiate({});
    made = { bindings, memory: new Memory(bindings) };
  }
  return made;
}

export const platform: Platform = /* @__PURE__ */ standard(rust);
