/** The parser alone, with the wasm inlined by `runtime/parser-platform.ts`. */
export * from "../parser/parser.js";
