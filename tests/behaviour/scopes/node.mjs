// The suite in Node: `node node.mjs SETTINGS`, where SETTINGS is a query string.
import * as exports from "../../../dist/index.js";
import { runSuite } from "../suite.mjs";

// Behind it nothing may keep the process alive: run.mjs waits for its end.
await runSuite(exports, new URLSearchParams(process.argv[2]));
