// The suite in a worker thread of Node, Deno and Bun: `node thread.mjs SETTINGS`.
import process from "node:process";
import { Worker } from "node:worker_threads";

new Worker(new URL("./process.mjs", import.meta.url), { argv: process.argv.slice(2) });
