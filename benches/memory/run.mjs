// `npm run bench:memory`: bytes per open EventSource, a soak, and opening and closing.
//
//   --engines LIST   of node, node24, chromium, firefox
//   --open N         1 000 at once
//   --soak N         1 000 000 events through one; ten million take some minutes
//   --churn N        100 000 opened and closed, and a twentieth of that over real sockets
//   --write          the tables into docs/BENCHMARKS.md
// It fails where the heap or the wasm memory is not flat.
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { startServer } from "../e2e/start-server.mjs";
import { inEngines } from "../engines.mjs";
import { aligned, markdown, writePart, writeResult } from "../report/page.mjs";
import { flat, kb, perInstance } from "./tables.mjs";

const { values: options } = parseArgs({
  options: {
    engines: { type: "string", default: "node,node24,chromium,firefox" }, open: { type: "string", default: "1000" },
    soak: { type: "string", default: "1000000" }, churn: { type: "string", default: "100000" }, write: { type: "boolean" },
  },
});
const STEPS = 10;

/** JS heap after a forced collection, as the engine can tell it, and our wasm memory; Chromium has its own objects apart. */
async function reading(engine) {
  const wasm = await engine.call("wasmBytes");
  if (engine.key.startsWith("node")) return { wasm, ...(await engine.call("heap")) };
  if (engine.key !== "chromium") return { wasm };
  const session = await engine.page().createCDPSession();
  for (let i = 0; i < 4; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0 } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return { wasm, heap: usedSize, dom: embedderHeapUsedSize };
}

/** What each of many open ones takes. The first few are for what is there only once. */
async function instances(engine, name, origin) {
  await engine.fresh();
  await engine.call("open", name, 20, origin);
  await engine.call("closeAll");
  const before = await reading(engine);
  const count = Number(options.open);
  await engine.call("open", name, count, origin);
  const after = await reading(engine);
  await engine.call("closeAll");
  return { name, real: origin !== undefined, ...Object.fromEntries(Object.keys(before).map((key) => [key, Math.round((after[key] - before[key]) / count)])) };
}

/** Readings along the way. */
async function along(engine, work) {
  const readings = [];
  for (let step = 0; step < STEPS; step++) {
    await work();
    readings.push(await reading(engine));
  }
  return readings;
}

async function measure(engine, { origin }) {
  const canTell = engine.key !== "firefox";
  // A browser has six connections for an origin.
  const real = engine.key.startsWith("node");
  const each = [];
  if (canTell)
    for (const from of real ? [undefined, origin] : [undefined]) for (const name of ["eventsource-wasm", "eventsource 5", "bare response"]) each.push(await instances(engine, name, from));
  if (each.length > 0) console.log(`\n${aligned(perInstance(each))}\n`);
  const runs = [];
  const run = async (title, work) => {
    await engine.fresh();
    runs.push(flat(title, await along(engine, work)));
    const { heap, wasm, met } = runs.at(-1);
    console.log(`  ${title}: heap ${heap}, wasm memory ${wasm}${met ? "" : ": NOT FLAT"}`);
  };
  const soak = Number(options.soak);
  await run(`${soak.toLocaleString("en")} events through one source`, () => engine.call("soak", soak / STEPS));
  const churn = Number(options.churn);
  await run(`${churn.toLocaleString("en")} opened and closed`, () => engine.call("churn", "eventsource-wasm", churn / STEPS, undefined, 100));
  const sockets = churn / 20;
  await run(`${sockets.toLocaleString("en")} opened and closed, real sockets`, () => engine.call("churn", "eventsource-wasm", sockets / STEPS, origin, real ? 20 : 4));
  return { each, runs };
}

await orExit(async () => {
  let failed = 0;
  let passed = 0;
  const server = await startServer(1);
  try {
    await inEngines(options.engines, { node: "memory/measure.mjs", browser: "memory/measure.mjs" }, async (engine) => {
      console.log(`\n${engine.title}`);
      const { each, runs } = await measure(engine, server);
      for (const { met } of runs) met ? passed++ : failed++;
      if (!options.write) return;
      const table = [["", "JS heap, after a tenth and at the end", "wasm memory", ""], ...runs.map(({ title, heap, wasm, met }) => [title, heap, wasm, met ? "flat" : "**not flat**"])];
      const part = `memory-${engine.key}`;
      writeResult(part, { engine: engine.key, title: engine.title, open: Number(options.open), each, runs });
      writePart(part, [`### ${engine.title}`, ...(each.length > 0 ? [`${kb.count(options.open)} open at once, bytes for each:`, markdown(perInstance(each))] : []), markdown(table)].join("\n\n"));
    });
  } finally {
    server.stop();
  }
  console.log(`memory: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});
