// Runs a crowd in a separate Node process. Messages call its functions.
import { wasmBytes } from "../behaviour/wasm-memory.mjs";
import { getEventListeners, setMaxListeners } from "node:events";
import * as exports from "../../dist/index.js";
import { Crowd } from "./crowd.mjs";

const crowd = new Crowd(exports);
// Node 20 warns if more than ten sources share a signal.
setMaxListeners(0, crowd.signal);
for (const name of ["uncaughtException", "unhandledRejection", "warning"]) process.on(name, (error) => crowd.complain(`${name}: ${error?.stack ?? error}`));

const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const calls = {
  start: (...args) => crowd.start(...args),
  halted: () => crowd.halted(),
  settle: (...args) => crowd.settle(...args),
  stop: () => crowd.stop(),
  report: () => crowd.report(),
  /** Measures after a garbage collection. The sockets are those of `fetch`, which keeps them for a while. */
  async reading() {
    for (let i = 0; i < 6; i++) {
      globalThis.gc();
      await pauseFor(50);
    }
    return {
      heap: process.memoryUsage().heapUsed, wasm: wasmBytes(), alive: crowd.report().alive,
      listeners: getEventListeners(crowd.signal, "abort").length,
      sockets: process.getActiveResourcesInfo().filter((name) => /TCP/.test(name)).length,
    };
  },
};

// Exit if the runner has crashed, because an orphan would run for ever. After a complete run nothing is open, and the process must end by itself.
process.on("disconnect", () => crowd.isOpen && process.exit(1));

process.on("message", async ({ name, args }) => {
  try {
    process.send({ result: await calls[name](...args) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
