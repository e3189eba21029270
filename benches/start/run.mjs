// `npm run bench:start [-- --write]`: times the import and the first constructor in Node, in a new process each time. An empty module is timed, too, to
// show Node's own share.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { rivalModules } from "../../scripts/rivals.mjs";
import { node24 } from "../../scripts/runtimes.mjs";
import { orExit } from "../../scripts/setup.mjs";
import { root } from "../../scripts/toolchain.mjs";
import { median, short } from "../report/numbers.mjs";
import { aligned, markdown, writePart } from "../report/page.mjs";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "25" }, write: { type: "boolean" } } });
const CLIENTS = {
  "eventsource-wasm": path.join(root, "dist/index.js"),
  "eventsource-wasm/slim, import alone": path.join(root, "dist/slim.js"),
  "eventsource 5": path.join(rivalModules(), "eventsource/dist/index.js"),
  "an empty module": "data:text/javascript,export%20{}",
};
/** Runs first, so that the loader's first import, and Node's own classes that any client needs, are not measured. */
const PROGRAM = (url) => `await import("data:text/javascript,0"); new EventTarget(); new AbortController(); new TextDecoder();
const begun = performance.now();
const { EventSource } = await import(${JSON.stringify(url)});
const imported = performance.now();
const source = ${url.includes("slim") ? "undefined" : 'EventSource && new EventSource("http://127.0.0.1:9/")'};
const constructed = performance.now();
source?.close();
console.log(JSON.stringify([imported - begun, constructed - imported]));`;

await orExit(async () => {
  const rows = [["engine", "client", "import", "first constructor", "both"]];
  for (const binary of new Set([process.execPath, node24()].filter(Boolean))) {
    const times = Object.fromEntries(Object.keys(CLIENTS).map((name) => [name, []]));
    for (let round = 0; round < Number(options.rounds); round++)
      for (const [name, file] of Object.entries(CLIENTS)) {
        const url = file.startsWith("data:") ? file : pathToFileURL(file).href;
        times[name].push(JSON.parse(execFileSync(binary, ["--input-type=module", "-e", PROGRAM(url)], { encoding: "utf8" })));
      }
    const version = execFileSync(binary, ["-v"], { encoding: "utf8" }).trim().slice(1);
    for (const [name, list] of Object.entries(times)) {
      const [imported, constructed] = [0, 1].map((i) => median(list.map((pair) => pair[i])));
      rows.push([`Node ${version}`, name, ...[imported, constructed, imported + constructed].map((ms) => `${short(ms)} ms`)]);
    }
  }
  console.log(`\n${aligned(rows)}\n`);
  if (options.write) writePart("start", markdown(rows));
});
