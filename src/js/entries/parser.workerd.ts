/** The event stream alone, for Cloudflare workerd. */
import module from "../../../build/wasm/parser/index_bg.wasm";
import { useParserModule } from "../runtime/parser-wasm.js";

export * from "../parser/parser.js";

useParserModule(() => module as unknown as WebAssembly.Module);
