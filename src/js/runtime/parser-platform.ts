/** The parser's wasm, inlined. */
import text from "../../../build/wasm/parser/index_bg.wasm";
import { moduleOf } from "./instance.js";
import { asParser } from "./parser-wasm.js";

/** The instance's memory. @throws {Error} where wasm is missing or forbidden; the message says what to allow */
export const parserMemory = /* @__PURE__ */ asParser(() => moduleOf(text));
