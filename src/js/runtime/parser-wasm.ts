/** The wasm instance behind `eventsource-wasm/parser`. */
import { initSync, Parser, room } from "../../../build/wasm/parser/index.js";
import { builtinReader } from "./ascii.js";
import { Memory } from "../delivery/batch.js";
import { once } from "./instance.js";

export { Parser };

let module: () => WebAssembly.Module;

/** Called once by each entry point. */
export function useParserModule(chosen: () => WebAssembly.Module): void {
  module = chosen;
}

/** The instance's memory. @throws {Error} where wasm is missing or forbidden; the message says what to allow. */
export const parserMemory = once("eventsource-wasm/parser", () => {
  const { memory } = initSync({ module: module() });
  return new Memory(memory, room, builtinReader(memory));
});
