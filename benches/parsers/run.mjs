// `npm run bench` and `npm run bench:browser`: times parsers that turn bytes into strings.
//
//   --mode MODE      warm, cold or both (the default); modes.mjs explains them
//   --filter RE      only the cells whose "workload, chunking" matches
//   --engines LIST   of node, node24, chromium, firefox
//   --rounds N, --sample MS  the number of rounds, and each contestant's minimum time in a round; the defaults are in modes.mjs
//   --write          writes the tables to docs/BENCHMARKS.md, and the chart to docs/benchmarks.svg; for a complete run only
//   --smoke          only checks, on short streams, that all parsers give the same events
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { PlainError } from "../../scripts/toolchain.mjs";
import { inEngines } from "../engines.mjs";
import { writeChart } from "../report/chart.mjs";
import { aligned, writePart, writeResult } from "../report/page.mjs";
import { chunkingsOf, workloads } from "../workloads.mjs";
import { modes } from "./modes.mjs";
import { DEVIATIONS, OURS, YARDSTICK } from "./names.mjs";
import { overall, summary, tables } from "./tables.mjs";

const { values: options } = parseArgs({
  options: {
    mode: { type: "string", default: "both" }, filter: { type: "string", default: "" }, engines: { type: "string", default: "node,node24" },
    rounds: { type: "string" }, sample: { type: "string" }, write: { type: "boolean" }, smoke: { type: "boolean" },
  },
});
const filter = new RegExp(options.filter, "i");
const cells = workloads
  .flatMap((workload) => chunkingsOf(workload).map(({ name, bytes }) => ({ workload: workload.name, chunking: name, bytes })))
  .filter(({ workload, chunking }) => filter.test(`${workload}, ${chunking}`));
const SMOKE = { size: () => 1 << 16, checked: 1 << 16, rounds: 1, sample: 0 };
let passed = 0;
let failed = 0;

/** Returns the contestants whose output is right in this cell; ours must be. */
async function right(engine, { only, checked }, { workload, chunking }) {
  const differences = await engine.call("check", workload, chunking, checked, only);
  for (const [name, difference] of Object.entries(differences)) {
    if (difference === null) passed++;
    else {
      // A rival that fails is reported, and left out of the cell; that does not fail the run.
      if (name === OURS || name === YARDSTICK) failed++;
      console.log(`  ${workload}, ${chunking}: ${name}: ${difference}`);
    }
  }
  return Object.keys(differences).filter((name) => differences[name] === null);
}

/** Measures one cell. The race checks the events of its longer stream by their number and a checksum. */
async function race(engine, { mode, size, rounds, sample }, { workload, chunking, bytes }, names) {
  const { times, wrong } = await engine.call("race", workload, chunking, { size: size(bytes), rounds, sample, names, cold: mode === "cold" });
  passed += names.length - wrong.length;
  failed += wrong.length;
  if (wrong.length > 0) console.log(`  ${workload}, ${chunking}, ${mode}: the wrong events from ${wrong.join(", ")}`);
  return summary({ workload, chunking }, times);
}

async function measure(engine, mode) {
  await engine.fresh();
  const results = [];
  // When cold, the parsers run all workloads before the first is timed, so that no cell benefits from its place in the list.
  const seen = new Map();
  if (mode.mode === "cold") for (const cell of cells) seen.set(cell, await right(engine, mode, cell));
  let previous;
  for (const cell of cells) {
    // A new engine, because one that has run a workload would be slower or faster for the next.
    if (mode.mode === "warm" && previous !== undefined && previous !== cell.workload) await engine.fresh();
    previous = cell.workload;
    const names = seen.get(cell) ?? (await right(engine, mode, cell));
    if (!names.includes(OURS) || !names.includes(YARDSTICK)) continue;
    results.push(await race(engine, mode, cell, names));
    if (!options.smoke) console.log(`  ${`${cell.workload}, ${cell.chunking}`.padEnd(28)} ${results.at(-1).ratio[OURS].toFixed(2)}`);
  }
  return results;
}

function report(engine, mode, results) {
  const { every, goals, page } = tables(mode, engine, results, options.filter === "");
  if (options.smoke) return;
  console.log(`\n${aligned(every)}\n\n${aligned(goals)}\n\n${overall(results)}\n`);
  if (!options.write) return;
  const part = `${mode.part}-${engine.key}`;
  writeResult(part, { engine: engine.key, title: engine.title, cells: results });
  writePart(part, page);
  writeChart();
}

await orExit(async () => {
  if (options.write && (options.filter || options.smoke)) throw new PlainError("--write is for a whole run: leave --filter and --smoke out");
  const asked = modes.filter(({ mode }) => options.mode === "both" || options.mode === mode);
  if (asked.length === 0) throw new PlainError(`there is no mode "${options.mode}": choose of warm, cold, both`);
  if (cells.length === 0) throw new PlainError(`no cell matches ${options.filter}`);
  const given = Object.fromEntries(["rounds", "sample"].filter((name) => options[name] !== undefined).map((name) => [name, Number(options[name])]));
  await inEngines(options.engines, { node: "parsers/node.mjs", browser: "parsers/browser.mjs" }, async (engine) => {
    for (const [name, deviation] of DEVIATIONS) console.log(`  known: ${name} ${deviation}; left out of the comparison`);
    for (const mode of asked) {
      console.log(`\n${engine.title}, ${mode.mode}`);
      const results = await measure(engine, { ...mode, ...(options.smoke && SMOKE), ...given });
      if (results.length > 0) report(engine, mode, results);
    }
  });
  console.log(`bench: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});
