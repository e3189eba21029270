// The suite in Node, Deno and Bun: `node process.mjs SETTINGS`, where SETTINGS is a query string.
import process from "node:process";
import { runSuite } from "../suite.mjs";
import { forbidWasm } from "./forbid-wasm.mjs";

const settings = new URLSearchParams(process.argv[2]);
const entry = settings.get("entry");
if (entry === "js") await forbidWasm(settings.get("other"));
const exports = await import(entry === "client" ? "../../../build/client/index.js" : `../../../dist/${entry}.js`);
// The class must not use the runtime's own.
delete globalThis.EventSource;
// After the suite nothing may keep the process alive: the runner waits for it to end.
await runSuite(exports, settings);
