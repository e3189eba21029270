// `npm run readme`: the README's numbers and badges, out of what the benchmarks wrote (benches/results) and of dist/.
import fs from "node:fs";
import path from "node:path";
import { badge } from "./badge.mjs";
import { build } from "./build.mjs";
import { replacePart } from "./readme-parts.mjs";
import { orExit } from "./setup.mjs";
import { downloads, downloadsTable, kb } from "./sizes.mjs";
import { root } from "./toolchain.mjs";

const ENGINES = ["node20", "node24", "chromium", "firefox"];

const result = (part, engine) => JSON.parse(fs.readFileSync(path.join(root, `benches/results/${part}-${engine}.json`), "utf8"));
const geometricMean = (ratios) => Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
const list = (items) => `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
const perEngine = (part, ratioOf) => list(ENGINES.map((engine) => result(part, engine)).map((figures) => `${ratioOf(figures).toFixed(1)} in ${figures.title.replace(/^(Node \d+).*/, "$1")}`));

/** One sentence, the unkind cells counted. */
function speed() {
  const ratiosOf = ({ cells }) => cells.map(({ ratio }) => ratio["eventsource-wasm"]);
  const all = ENGINES.flatMap((engine) => ratiosOf(result("parsers", engine)));
  return (
    `relative to \`eventsource-parser\` 4, once warm, the parser's is ${perEngine("parsers", (figures) => geometricMean(ratiosOf(figures)))} on average, and below 1 in ` +
    `${all.filter((ratio) => ratio < 1).length} of ${all.length} measurements. Relative to npm \`eventsource\` 5, end to end, the class's is ${perEngine("e2e", ({ speedup }) => speedup)}`
  );
}

async function badges(sizes) {
  const { version, license } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const folder = path.join(root, "docs/badges");
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, label, value] of [
    ["version", "version", version], ["size", "minified + brotli", kb(sizes["eventsource-wasm"].brotli)], ["dependencies", "dependencies", "none"], ["license", "license", license],
  ])
    fs.writeFileSync(path.join(folder, `${name}.svg`), badge(label, value));
}

await orExit(async () => {
  await build();
  const sizes = await downloads();
  replacePart("speed", speed(), { isInline: true });
  replacePart("sizes", downloadsTable(sizes));
  await badges(sizes);
});
