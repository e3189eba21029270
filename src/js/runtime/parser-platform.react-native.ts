/** The parser for React Native: its wasm translated to JavaScript. */
import { instantiate } from "../../../build/wasm/js/instantiate.js";
import { Memory } from "./memory.js";

let made: Memory | undefined;

export const parserMemory = (): Memory => (made ??= new Memory(instantiate({})));
