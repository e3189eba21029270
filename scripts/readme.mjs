// `npm run readme`: the README's numbers, out of what the benchmarks wrote (benches/results) and of dist/.
import fs from "node:fs";
import path from "node:path";
import { build } from "./build.mjs";
import { orExit } from "./setup.mjs";
import { downloads, downloadsTable } from "./sizes.mjs";
import { root } from "./toolchain.mjs";

const README = path.join(root, "README.md");
const ENGINES = ["node20", "node24", "chromium", "firefox"];
const ROWS = [["50-line data", "64 KB"], ["64 KB events", "64 KB"], ["CRLF", "64 KB"], ["all fields", "64 KB"], ["LLM tokens", "64 KB"], ["LLM tokens", "100 B"], ["tiny", "one event"]];

const result = (part, engine) => JSON.parse(fs.readFileSync(path.join(root, `benches/results/${part}-${engine}.json`), "utf8"));
const table = (rows) => rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function speeds() {
  const engines = ENGINES.map((engine) => result("parsers", engine));
  const ratio = ({ cells }, [workload, chunking]) => cells.find((cell) => cell.workload === workload && cell.chunking === chunking).ratio["eventsource-wasm"];
  return table([
    ["workload, chunks", ...engines.map(({ title }) => title.replace(/^(Node \d+).*/, "$1"))], ["---", ...engines.map(() => "---")],
    ...ROWS.map((row) => [row.join(", "), ...engines.map((engine) => ratio(engine, row).toFixed(1))]),
  ]);
}

const endToEnd = () => ENGINES.map((engine) => result("e2e", engine)).map(({ title, speedup }) => `${speedup.toFixed(1)} times as many events per second in ${title.replace(/^(Node \d+).*/, "$1")}`).join(", ");

await orExit(async () => {
  await build();
  let text = fs.readFileSync(README, "utf8");
  for (const [mark, part, glue] of [["why", speeds(), "\n"], ["e2e", endToEnd(), ""], ["sizes", downloadsTable(await downloads()), "\n"]]) {
    const between = new RegExp(`(<!-- ${mark} -->)[^]*?(<!-- /${mark} -->)`);
    if (!between.test(text)) throw new Error(`README.md has lost its marks <!-- ${mark} -->`);
    text = text.replace(between, (_, start, end) => start + glue + part + glue + end);
  }
  fs.writeFileSync(README, text);
});
