// Draws docs/benchmarks.svg from all available results: the speed relative to the yardstick, with a bar for each engine.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { geometricMean } from "./numbers.mjs";
import { readResults } from "./page.mjs";

/** Returns all cells of one mode. */
const MEANS = { "geometric mean, cold": "parsers-cold", "geometric mean, warm": "parsers" };
/** The warm cells in the chart, by "workload, chunking". */
const ROWS = ["LLM tokens, 64 KB", "LLM tokens, one event", "OpenAI pairs, 64 KB", "tiny, 64 KB", "64 KB events, 64 KB", "50-line data, 64 KB", "CRLF, 64 KB", "all fields, 64 KB", "heartbeats, 64 KB", "CJK and emoji, 64 KB", "16 MB line, 1 KB"];
const END_TO_END = "end to end, to npm eventsource";
const ENGINES = ["node20", "node24", "chromium", "firefox"];
const OURS = "eventsource-wasm";

const LABELS = 190, WIDTH = 720, BAR = 9, GAP = 8, TOP = 46;

// An image does not inherit the page's colours, so it queries the reader's colour scheme itself.
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .axis { font-size: 10px } .value { font-size: 8px } .grid { stroke: #1f232822 } .one { stroke: #1f2328 }
  .node20 { fill: #7fb77e } .node24 { fill: #2f7d4f } .chromium { fill: #3b78d8 } .firefox { fill: #e0702a }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #e6edf322 } .one { stroke: #e6edf3 } .node20 { fill: #a5d6a4 } .node24 { fill: #4caf72 } .chromium { fill: #6fa3f5 } .firefox { fill: #f39255 } }
`;

function collect() {
  const parsers = readResults("parsers");
  const value = (engine, row) => {
    if (row === END_TO_END) return readResults("e2e").find((result) => result.engine === engine)?.speedup;
    if (row in MEANS) {
      const result = readResults(MEANS[row]).find((one) => one.engine === engine);
      return result && geometricMean(result.cells.map(({ ratio }) => ratio[OURS]));
    }
    return parsers.find((result) => result.engine === engine)?.cells.find(({ workload, chunking }) => `${workload}, ${chunking}` === row)?.ratio[OURS];
  };
  const titles = new Map([...parsers, ...readResults("e2e")].map(({ engine, title }) => [engine, title.replace(/^(Node \d+).*/, "$1")]));
  const rows = [...Object.keys(MEANS), ...ROWS, END_TO_END].map((name) => ({ name, bars: ENGINES.map((engine) => ({ engine, value: value(engine, name) })).filter((bar) => bar.value !== undefined) }));
  return { titles, rows: rows.filter(({ bars }) => bars.length > 0) };
}

export function writeChart() {
  const { titles, rows } = collect();
  const highest = Math.max(2, ...rows.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const scale = (WIDTH - LABELS - 40) / highest;
  const height = TOP + rows.reduce((sum, { bars }) => sum + bars.length * BAR + GAP, 0) + 8;
  const step = highest > 8 ? 2 : highest > 4 ? 1 : 0.5;
  const parts = [];
  for (let x = 0; x <= highest; x += step) {
    const at = (LABELS + x * scale).toFixed(1);
    parts.push(`<line class="${x === 1 ? "one" : "grid"}" x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${height - 8}"/><text class="axis" x="${at}" y="${TOP - 10}" text-anchor="middle">${x}×</text>`);
  }
  let y = TOP;
  for (const { name, bars } of rows) {
    parts.push(`<text x="${LABELS - 8}" y="${y + (bars.length * BAR) / 2 + 4}" text-anchor="end">${name}</text>`);
    for (const { engine, value } of bars) {
      const width = (value * scale).toFixed(1);
      parts.push(`<rect class="${engine}" x="${LABELS}" y="${y}" width="${width}" height="${BAR - 1}"/><text class="value" x="${(LABELS + value * scale + 3).toFixed(1)}" y="${y + BAR - 1}">${value.toFixed(2)}</text>`);
      y += BAR;
    }
    y += GAP;
  }
  let x = 8;
  const legend = ENGINES.filter((engine) => titles.has(engine)).map((engine) => {
    const entry = `<rect class="${engine}" x="${x}" y="8" width="10" height="10"/><text x="${x + 14}" y="17">${titles.get(engine)}</text>`;
    x += 30 + titles.get(engine).length * 7;
    return entry;
  });
  fs.writeFileSync(path.join(root, "docs/benchmarks.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="How many times as fast as eventsource-parser">
<style>${STYLE}</style>
${legend.join("\n")}
<text x="${WIDTH - 8}" y="17" text-anchor="end">times as fast as eventsource-parser</text>
${parts.join("\n")}
</svg>
`);
}
