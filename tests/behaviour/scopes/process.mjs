// The suite in Node, Deno and Bun: `node process.mjs SETTINGS`, where SETTINGS is a query string.
import process from "node:process";
import { runSuite } from "../suite.mjs";
import { forbidWasm } from "./forbid-wasm.mjs";

const settings = new URLSearchParams(process.argv[2]);
const entry = settings.get("entry");
if (entry === "js") await forbidWasm(settings.get("other"));
const exports = await import(entry === "client" ? "../../../build/client/index.js" : `../../../dist/${entry}.js`);
// The class has to do without the runtime's own one.
delete globalThis.EventSource;
// Behind it nothing may keep the process alive: its end is waited for.
await runSuite(exports, settings);
