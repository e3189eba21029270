// `npm run bench:js [-- --write]`: compares the class of eventsource-wasm/js with that of the default entry, from bytes to events.
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { inEngines } from "../engines.mjs";
import { geometricMean, median, short, speedup } from "../report/numbers.mjs";
import { aligned, markdown, writePart } from "../report/page.mjs";

const { values: options } = parseArgs({ options: { engines: { type: "string", default: "node,chromium,firefox" }, rounds: { type: "string", default: "25" }, write: { type: "boolean" } } });
const CASES = [
  ["LLM tokens", "64 KB", 65_536], ["LLM tokens", "one event", 0], ["LLM tokens", "100 B", 100], ["tiny", "64 KB", 65_536],
  ["50-line data", "64 KB", 65_536], ["64 KB events", "64 KB", 65_536], ["CJK and emoji", "64 KB", 65_536],
];

await orExit(async () => {
  const titles = [];
  const columns = [];
  await inEngines(options.engines, { node: "js/measure.mjs", browser: "js/measure.mjs" }, async (engine) => {
    console.log(`\n${engine.title}: nanoseconds per event, and the default entry's`);
    const ratios = [];
    for (const [workload, chunks, bytes] of CASES) {
      await engine.fresh();
      const { wasm, js } = await engine.call("race", workload, bytes, Number(options.rounds));
      ratios.push(speedup(js, wasm));
      console.log(`  ${`${workload}, ${chunks}`.padEnd(24)} ${short(median(js)).padStart(9)} ${short(median(wasm)).padStart(9)}`);
    }
    titles.push(engine.title);
    columns.push([...ratios, geometricMean(ratios)].map(short));
  });
  const names = [...CASES.map(([workload, chunks]) => `${workload}, ${chunks}`), "geometric mean"];
  const rows = [["times as long as the default entry", ...titles], ...names.map((name, i) => [name, ...columns.map((column) => column[i])])];
  console.log(`\n${aligned(rows)}\n`);
  if (options.write) writePart("js", markdown(rows));
});
