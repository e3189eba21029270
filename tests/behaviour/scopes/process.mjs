// The suite in Node, Deno and Bun: `node process.mjs SETTINGS`, where SETTINGS is a query string.
import process from "node:process";
import * as exports from "../../../dist/index.js";
import { runSuite } from "../suite.mjs";

// The class has to do without the runtime's own one.
delete globalThis.EventSource;
// Behind it nothing may keep the process alive: its end is waited for.
await runSuite(exports, new URLSearchParams(process.argv[2]));
