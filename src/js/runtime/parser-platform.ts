/** The parser's wasm, inlined as text. */
import text from "../../../build/wasm/parser/index_bg.wasm";
import { moduleOf } from "./instance.js";
import { asParser } from "./parser-wasm.js";

/** Returns the instance's memory. @throws {Error} if wasm is unavailable; the message says what to allow */
export const parserMemory = /* @__PURE__ */ asParser(() => moduleOf(text));
