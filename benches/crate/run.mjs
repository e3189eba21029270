// `npm run bench:crate [-- --filter RE] [--write]`: runs `cargo bench`, and writes its results to docs/BENCHMARKS.md.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { nativeCargo, PlainError, root, run } from "../../scripts/toolchain.mjs";
import { short } from "../report/numbers.mjs";
import { aligned, markdown, writePart } from "../report/page.mjs";
import { workloads } from "../workloads.mjs";

const RESULTS = path.join(root, "target/criterion");
const NAMES = ["eventsource-wasm", "eventsource-wasm, owned", "sse-stream", "sse-core", "sseer", "eventsource-stream"];
const { values: options } = parseArgs({ options: { filter: { type: "string", default: "" }, write: { type: "boolean" } } });

/** Returns MB per second by criterion's median; `undefined` for a crate that was left out. */
function speed(group, name) {
  const folder = path.join(RESULTS, group, name, "new");
  if (!fs.existsSync(folder)) return undefined;
  const { throughput } = JSON.parse(fs.readFileSync(path.join(folder, "benchmark.json"), "utf8"));
  const { median } = JSON.parse(fs.readFileSync(path.join(folder, "estimates.json"), "utf8"));
  return (throughput.Bytes / median.point_estimate) * 1000;
}

function table() {
  const groups = workloads.flatMap(({ name }) => ["64 KB", "1 KB"].map((chunking) => `${name}, ${chunking}`)).filter((group) => speed(group, NAMES[0]) !== undefined);
  const cell = (group, name) => (speed(group, name) === undefined ? "–" : short(speed(group, name)));
  return [["MB/s", ...NAMES], ...groups.map((group) => [group, ...NAMES.map((name) => cell(group, name))])];
}

await orExit(async () => {
  if (options.write && options.filter) throw new PlainError("--write is for a whole run: leave --filter out");
  fs.rmSync(RESULTS, { recursive: true, force: true });
  const { command, env } = nativeCargo();
  const { code } = await run(command, ["bench", "--locked", "--bench", "parsers", "--", options.filter], { env, onLine: (line) => /: |error/.test(line) && !line.startsWith("Benchmarking") && console.log(line) });
  if (code !== 0) throw new PlainError("cargo bench failed");
  console.log(`\n${aligned(table())}`);
  if (options.write) writePart("crate", markdown(table()));
});
