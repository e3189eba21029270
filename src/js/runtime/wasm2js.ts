/** The Rust as JavaScript: what binaryen's wasm2js made of its wasm. */
import * as glue from "../../../build/wasm/js/index_bg.js";
import { instantiate } from "../../../build/wasm/js/instantiate.js";
import { Memory } from "../delivery/batch.js";
import type { Rust } from "./rust.js";

/** As it grows it becomes another buffer, and the old one's views still show what it had. */
class CopiedMemory extends Memory {
  override look(): void {
    if (this.bytes.buffer !== this.memory.buffer) this.view();
  }
}

let made: Rust | undefined;

export function asJs(): Rust {
  if (!made) {
    const exports = instantiate({ "./index_bg.js": glue });
    glue.__wbg_set_wasm(exports);
    made = { Source: glue.Source, memory: new CopiedMemory(exports.memory, glue.room) };
  }
  return made;
}
