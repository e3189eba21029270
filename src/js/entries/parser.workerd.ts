/** The event stream alone, for Cloudflare workerd. */
import module from "../../../build/wasm/parser/index_bg.wasm";
import { useParserModule } from "../parser-wasm.js";

export * from "../parser.js";

useParserModule(() => module as unknown as WebAssembly.Module);
