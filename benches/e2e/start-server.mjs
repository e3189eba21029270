import { fork } from "node:child_process";
import path from "node:path";

/** Starts server.mjs, whose `/stream` has this many events. */
export function startServer(events) {
  const child = fork(path.join(import.meta.dirname, "server.mjs"), [String(events)]);
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the server ended (${code})`)));
    child.once("message", ({ port }) => resolve({ origin: `http://127.0.0.1:${port}`, stop: () => child.kill() }));
  });
}
