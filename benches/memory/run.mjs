// `npm run bench:memory`: measures bytes per open EventSource, a soak, opening and closing, parsers and sources that nobody closes, and wasm memory.
//
//   --only PART      open (the first three) or dropped (the others)
//   --engines LIST   of node, node24, chromium, firefox
//   --open N         1 000 at once
//   --soak N         1 000 000 events through one; ten million take some minutes
//   --churn N        100 000 opened and closed, and a twentieth of that over real sockets
//   --dropped N      2 000 parsers and sources that nobody closes
//   --parsers N      1 000 000 one after the other, for wasm memory
//   --write          writes the tables to docs/BENCHMARKS.md
// It fails if the heap or the wasm memory grows, or if a run crashes or gives wrong events.
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { PlainError } from "../../scripts/toolchain.mjs";
import { startServer } from "../e2e/start-server.mjs";
import { inEngines } from "../engines.mjs";
import { aligned, markdown, writePart, writeResult } from "../report/page.mjs";
import { droppedPage, measureDropped } from "./dropped.mjs";
import { flat, kb, perInstance } from "./tables.mjs";

const { values: options } = parseArgs({
  options: {
    engines: { type: "string", default: "node,node24,chromium,firefox" }, open: { type: "string", default: "1000" },
    soak: { type: "string", default: "1000000" }, churn: { type: "string", default: "100000" },
    only: { type: "string" }, dropped: { type: "string", default: "2000" }, parsers: { type: "string", default: "1000000" }, write: { type: "boolean" },
  },
});
const STEPS = 10;

/** Returns the JS heap after a forced collection, as far as the engine reports it, and our wasm memory. Chromium counts its own objects separately. */
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

/** Returns what each of many open sources takes. The first few are opened before, for what exists only once. */
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

/** Takes readings along the way. */
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
  // A browser allows six connections to an origin.
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

async function open(engine, server) {
  const { each, runs } = await measure(engine, server);
  if (options.write) {
    const table = [["", "JS heap, after a tenth and at the end", "wasm memory", ""], ...runs.map(({ title, heap, wasm, met }) => [title, heap, wasm, met ? "flat" : "**not flat**"])];
    const part = `memory-${engine.key}`;
    writeResult(part, { engine: engine.key, title: engine.title, open: Number(options.open), each, runs });
    writePart(part, [`### ${engine.title}`, ...(each.length > 0 ? [`${kb.count(options.open)} open at once, bytes for each:`, markdown(perInstance(each))] : []), markdown(table)].join("\n\n"));
  }
  return runs.map(({ met }) => met);
}

async function dropped(engine) {
  const count = Number(options.dropped);
  const results = await measureDropped(engine, { dropped: count, open: Number(options.open), parsers: Number(options.parsers) });
  const { goals, page } = droppedPage(engine, count, results);
  console.log(`\n${aligned(goals)}\n`);
  if (options.write) {
    const part = `dropped-${engine.key}`;
    writeResult(part, { engine: engine.key, title: engine.title, count, ...results });
    writePart(part, page);
  }
  // As with the parsers, a missed goal does not fail the run; a crash does.
  return [...results.dropped.map(({ ours }) => ours !== undefined), ...results.wasm.map(() => true)];
}

await orExit(async () => {
  const parts = { open, dropped };
  if (options.only !== undefined && !Object.hasOwn(parts, options.only)) throw new PlainError(`there is no part "${options.only}": choose of open, dropped`);
  let failed = 0;
  let passed = 0;
  const server = await startServer(1);
  try {
    await inEngines(options.engines, { node: "memory/measure.mjs", browser: "memory/measure.mjs" }, async (engine) => {
      console.log(`\n${engine.title}`);
      for (const [name, part] of Object.entries(parts)) {
        if ((options.only ?? name) !== name) continue;
        for (const met of await part(engine, server)) {
          if (met) passed++;
          else failed++;
        }
      }
    });
  } finally {
    server.stop();
  }
  console.log(`memory: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});
