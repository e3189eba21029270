/** The event stream alone: its `runtime/parser-platform.ts` has the wasm inlined. */
export * from "../parser/parser.js";
