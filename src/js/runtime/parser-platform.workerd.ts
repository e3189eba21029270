/** The parser's wasm in Cloudflare workerd: only an imported module may be instantiated. */
import module from "../../../build/wasm/parser/index_bg.wasm";
import { asParser } from "./parser-wasm.js";

export const parserMemory = /* @__PURE__ */ asParser(() => module as unknown as WebAssembly.Module);
