// The suite in Node: `node node.mjs SETTINGS`, where SETTINGS is a query string.
import { EventSource } from "../../../dist/index.js";
import { runSuite } from "../suite.mjs";

// Behind it nothing may keep the process alive: run.mjs waits for its end.
await runSuite(EventSource, new URLSearchParams(process.argv[2]));
