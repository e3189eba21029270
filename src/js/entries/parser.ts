/** The event stream alone; the wasm is inlined. */
import text from "../../../build/wasm/parser/index_bg.wasm";
import { moduleOf } from "../instance.js";
import { useParserModule } from "../parser-wasm.js";

export * from "../parser.js";

useParserModule(() => moduleOf(text));
