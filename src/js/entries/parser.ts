/** The event stream alone; the wasm is inlined. */
import text from "../../../build/wasm/parser/index_bg.wasm";
import { moduleOf } from "../runtime/instance.js";
import { useParserModule } from "../runtime/parser-wasm.js";

export * from "../parser/parser.js";

useParserModule(() => moduleOf(text));
