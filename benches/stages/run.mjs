// `npm run bench:stages [-- --write]`: measures where an event's time goes: what each stage adds to those before it.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { root } from "../../scripts/toolchain.mjs";
import { inEngines } from "../engines.mjs";
import { short } from "../report/numbers.mjs";
import { aligned, markdown, writePart } from "../report/page.mjs";

const { values: options } = parseArgs({ options: { engines: { type: "string", default: "node,node24,chromium,firefox" }, rounds: { type: "string", default: "40" }, write: { type: "boolean" } } });
const STAGES = ["copy", "scan", "decode", "slice", "event", "dispatch"];
const CASES = [["LLM tokens", "64 KB", 65_536], ["LLM tokens", "one event", 0], ["tiny", "64 KB", 65_536]];

await orExit(async () => {
  const wasm = fs.readFileSync(path.join(root, "dist/eventsource-parser.wasm"), "base64");
  const rows = [["engine", "workload", "chunks", ...STAGES, "all", "all, with `new MessageEvent`"]];
  await inEngines(options.engines, { node: "stages/measure.mjs", browser: "stages/measure.mjs" }, async (engine) => {
    for (const [workload, chunks, bytes] of CASES) {
      await engine.fresh();
      const times = await engine.call("stages", wasm, workload, bytes, Number(options.rounds));
      // A stage that is lost in the noise of the others adds nothing.
      const added = STAGES.map((stage, i) => short(Math.max(0, times[stage] - (i === 0 ? 0 : times[STAGES[i - 1]]))));
      rows.push([engine.title, workload, chunks, ...added, short(times.dispatch), short(times["with new MessageEvent"])]);
    }
  });
  console.log(`\n${aligned(rows)}\n`);
  if (options.write) writePart("stages", markdown(rows));
});
