// `npm run bench` and `npm run bench:browser`: parsers, bytes in and strings out.
//
//   --filter RE      only the cells whose "workload, chunking" matches
//   --engines LIST   of node, node24, chromium, firefox
//   --rounds N, --sample MS  15 rounds, in each of which a contestant has 15 ms at least
//   --write          the tables into docs/BENCHMARKS.md, the chart into docs/benchmarks.svg; the whole run only
//   --smoke          no times: only whether all give the same events
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { PlainError } from "../../scripts/toolchain.mjs";
import { inEngines } from "../engines.mjs";
import { writeChart } from "../report/chart.mjs";
import { aligned, writePart, writeResult } from "../report/page.mjs";
import { chunkingsOf, workloads } from "../workloads.mjs";
import { DEVIATIONS, OURS, YARDSTICK } from "./names.mjs";
import { summary, tables } from "./tables.mjs";

const { values: options } = parseArgs({
  options: {
    filter: { type: "string", default: "" }, engines: { type: "string", default: "node,node24" }, rounds: { type: "string", default: "15" },
    sample: { type: "string", default: "15" }, write: { type: "boolean" }, smoke: { type: "boolean" },
  },
});
const filter = new RegExp(options.filter, "i");
const cells = workloads.flatMap((workload) => chunkingsOf(workload).map(({ name }) => ({ workload: workload.name, chunking: name }))).filter(({ workload, chunking }) => filter.test(`${workload}, ${chunking}`));
const SIZE = 1 << 20;
let passed = 0;
let failed = 0;

/** The contestants whose output is right in this cell; ours has to be. */
async function right(engine, { workload, chunking }, size) {
  const differences = await engine.call("check", workload, chunking, size);
  for (const [name, difference] of Object.entries(differences)) {
    if (difference === null) passed++;
    else {
      // A rival's failing is told, and keeps it out of the cell; it is no failure of this run.
      if (name === OURS || name === YARDSTICK) failed++;
      console.log(`  ${workload}, ${chunking}: ${name}: ${difference}`);
    }
  }
  return Object.keys(differences).filter((name) => differences[name] === null);
}

async function smoke(engine) {
  for (const cell of cells) await right(engine, cell, 1 << 16);
}

async function measure(engine) {
  const results = [];
  let previous;
  for (const cell of cells) {
    // An engine that has seen one workload is not the same for the next.
    if (previous !== undefined && previous !== cell.workload) await engine.fresh();
    previous = cell.workload;
    const names = await right(engine, cell, SIZE);
    if (!names.includes(OURS) || !names.includes(YARDSTICK)) continue;
    const times = await engine.call("race", cell.workload, cell.chunking, { size: SIZE, rounds: Number(options.rounds), sample: Number(options.sample), names });
    results.push(summary(cell, times));
    const { ratio } = results.at(-1);
    console.log(`  ${`${cell.workload}, ${cell.chunking}`.padEnd(28)} ${ratio[OURS].toFixed(2)}`);
  }
  const { every, goals, page } = tables(engine, results, options.filter === "");
  console.log(`\n${aligned(every)}\n\n${aligned(goals)}\n`);
  if (!options.write) return;
  const part = `parsers-${engine.key}`;
  writeResult(part, { engine: engine.key, title: engine.title, cells: results });
  writePart(part, page);
  writeChart();
}

await orExit(async () => {
  if (options.write && options.filter) throw new PlainError("--write is for a whole run: leave --filter out");
  await inEngines(options.engines, { node: "parsers/node.mjs", browser: "parsers/browser.mjs" }, async (engine) => {
    console.log(`\n${engine.title}`);
    for (const [name, deviation] of DEVIATIONS) console.log(`  known: ${name} ${deviation}; left out of the comparison`);
    await (options.smoke ? smoke(engine) : measure(engine));
  });
  console.log(`bench: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});
