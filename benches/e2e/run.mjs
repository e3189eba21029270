// `npm run bench:e2e`: measures clients with a real server's stream.
//
//   --engines LIST   of node, node24, chromium, firefox
//   --events N       default 200 000; --rounds N  default 5: in each, every client reads the whole stream
//   --rate N, --seconds N, --latency-rounds N   default: 1 000 events per second, 2 s for each client in each of 9 rounds
//   --write          writes the tables to docs/BENCHMARKS.md, and the chart to docs/benchmarks.svg
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { inEngines } from "../engines.mjs";
import { writeChart } from "../report/chart.mjs";
import { aligned, writePart, writeResult } from "../report/page.mjs";
import { startServer } from "./start-server.mjs";
import { summary, tables } from "./tables.mjs";

const { values: options } = parseArgs({
  options: {
    engines: { type: "string", default: "node,node24,chromium,firefox" }, events: { type: "string", default: "200000" }, rounds: { type: "string", default: "5" },
    rate: { type: "string", default: "1000" }, seconds: { type: "string", default: "2" }, "latency-rounds": { type: "string", default: "9" }, write: { type: "boolean" },
  },
});
const events = Number(options.events);

/** Runs every client in each round. Each round begins with a different one. */
async function inTurns(clients, rounds, work) {
  for (let round = 0; round < rounds; round++) for (let i = 0; i < clients.length; i++) await work(clients[(round + i) % clients.length], round);
}

async function measure(engine, { origin }) {
  const clients = await engine.call("names");
  const runs = Object.fromEntries(clients.map(({ name }) => [name, { throughput: [], latency: [] }]));
  const sums = new Set();
  await inTurns(clients, 1 + Number(options.rounds), async ({ name, silent }, round) => {
    const result = await engine.call("throughput", name, origin);
    if (!silent && result.events !== events) throw new Error(`${name} gave ${result.events} events, not ${events}`);
    if (!silent) sums.add(result.sum);
    // The first round only warms up the compilers.
    if (round > 0) runs[name].throughput.push(result);
  });
  if (sums.size !== 1) throw new Error("the clients did not see the same data");
  const talking = clients.filter(({ silent }) => !silent);
  await inTurns(talking, Number(options["latency-rounds"]), async ({ name }) => {
    runs[name].latency.push(await engine.call("latency", name, origin, Number(options.rate), Number(options.seconds)));
  });
  return summary(runs, events);
}

await orExit(async () => {
  const server = await startServer(events);
  try {
    await inEngines(options.engines, { node: "e2e/measure.mjs", browser: "e2e/measure.mjs" }, async (engine) => {
      console.log(`\n${engine.title}`);
      const results = await measure(engine, server);
      const { rows, goals, page, speedup } = tables(engine, results);
      console.log(`\n${aligned(rows)}\n\n${aligned(goals)}\n`);
      if (!options.write) return;
      const part = `e2e-${engine.key}`;
      writeResult(part, { engine: engine.key, title: engine.title, speedup, clients: results });
      writePart(part, page);
      writeChart();
    });
  } finally {
    server.stop();
  }
});
