/** The parser's wasm in Cloudflare workerd, which instantiates only imported modules. */
import module from "../../../build/wasm/parser/index_bg.wasm";
import { asParser } from "./parser-wasm.js";

export const parserMemory = /* @__PURE__ */ asParser(() => module as unknown as WebAssembly.Module);
