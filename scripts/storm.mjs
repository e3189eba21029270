// `npm run storm [-- --write] [--clients N]`: runs examples/storm, and prints tables. With `--write` they are written to docs/scale.md, and
// the first minute of the restart to docs/storm.svg.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { aligned, markdown } from "../benches/report/page.mjs";
import { orExit } from "./setup.mjs";
import { nativeCargo, PlainError, root } from "./toolchain.mjs";

const PAGE = path.join(root, "docs/scale.md");
/** The interval in which arrivals are counted, in ms, as in examples/storm/simulation.rs. 1/50 of the clients fit into a second. */
const WINDOW = 100;
const capacity = (clients) => clients / 50 / (1000 / WINDOW);
const HEAD = ["clients", "most attempts in 0.1 s", "attempts per client", "refused", "gave up", "half are back", "99 %", "all"];
/** The policies in the chart. */
const SHOWN = ["native class, npm `eventsource`", "factor 2, jitter 0.5 from the second on", "factor 2, jitter 0.5", "native class, `retry` spread"];

const thousands = (value) => value.toLocaleString("en").replaceAll(",", " ");
const percent = (share) => (share === 0 ? "0" : share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`);
const seconds = (ms) => (ms === null ? "> 600 s" : `${Math.round(ms / 1000)} s`);

function simulate(clients) {
  const { command, args, env } = nativeCargo();
  const run = [...args, "run", "--quiet", "--locked", "--release", "--example", "storm", "--", "--clients", clients];
  return execFileSync(command, run, { env, cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }).trim().split("\n").map((line) => JSON.parse(line));
}

function row({ policy, clients, attempts, refused, gaveUp, busiest, without }) {
  // Clients that gave up never come back.
  const back = gaveUp > 0 ? ["–", "–", "never"] : without.map(seconds);
  return [policy, thousands(busiest), (attempts / clients).toFixed(1), percent(refused / attempts), percent(gaveUp / clients), ...back];
}

const table = (results, scenario) => [HEAD, ...results.filter((result) => result.scenario === scenario).map(row)];

const WIDTH = 720, LEFT = 62, RIGHT = 14, PANEL = 84, GAP = 34, TOP = 12, SECONDS = 60, DECADES = 6;
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .axis { font-size: 10px } .grid { stroke: #1f232822 } .capacity { stroke: #c0392b; stroke-dasharray: 4 3 } .arrivals { fill: #3b78d8 }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #e6edf322 } .capacity { stroke: #ff7b72 } .arrivals { fill: #6fa3f5 } }
`;

/** Draws a bar for each 0.1 s. Each grid line is ten times the one below it. */
function panel({ policy, clients, arrivals }, top) {
  const bottom = top + PANEL;
  const y = (count) => (bottom - (Math.log10(Math.max(1, count)) / DECADES) * PANEL).toFixed(1);
  const bar = (WIDTH - LEFT - RIGHT) / ((SECONDS * 1000) / WINDOW);
  const parts = [`<text x="${LEFT}" y="${top - 8}">${policy.replaceAll("`", "")}</text>`];
  for (let decade = 0; decade <= DECADES; decade += 2) {
    const at = y(10 ** decade);
    parts.push(`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="axis" x="${LEFT - 4}" y="${Number(at) + 3}" text-anchor="end">${thousands(10 ** decade)}</text>`);
  }
  const bars = arrivals.slice(0, (SECONDS * 1000) / WINDOW).map((count, i) => (count > 1 ? `M${(LEFT + i * bar).toFixed(1)} ${bottom}V${y(count)}h${bar.toFixed(2)}V${bottom}z` : ""));
  const line = y(capacity(clients));
  parts.push(`<path class="arrivals" d="${bars.join("")}"/>`, `<line class="capacity" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${line}" y2="${line}"/>`);
  return parts.join("\n");
}

function chart(results) {
  const height = TOP + SHOWN.length * (PANEL + GAP) + 16;
  const panels = SHOWN.map((policy, i) => panel(results.find((result) => result.scenario === "restart" && result.policy === policy), TOP + GAP / 2 + i * (PANEL + GAP)));
  const ticks = Array.from({ length: SECONDS / 10 + 1 }, (_, i) => `<text class="axis" x="${(LEFT + (i * 10 * (WIDTH - LEFT - RIGHT)) / SECONDS).toFixed(1)}" y="${height - 16}" text-anchor="middle">${i * 10} s</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Attempts to connect per tenth of a second after a restart">
<style>${STYLE}</style>
${[...panels, ...ticks].join("\n")}
</svg>
`;
}

await orExit(async () => {
  const { values } = parseArgs({ options: { write: { type: "boolean", default: false }, clients: { type: "string", default: "1000000" } } });
  const results = simulate(values.clients);
  const scenarios = [...new Set(results.map(({ scenario }) => scenario))];
  for (const scenario of scenarios) console.log(`${scenario}\n${aligned(table(results, scenario))}\n`);
  if (!values.write) return;
  let text = fs.readFileSync(PAGE, "utf8");
  for (const scenario of scenarios) {
    const between = new RegExp(`(<!-- ${scenario} -->)[^]*(<!-- /${scenario} -->)`);
    if (!between.test(text)) throw new PlainError(`docs/scale.md has lost its marks <!-- ${scenario} -->`);
    text = text.replace(between, (_, start, end) => `${start}\n${markdown(table(results, scenario))}\n${end}`);
  }
  fs.writeFileSync(PAGE, text);
  fs.writeFileSync(path.join(root, "docs/storm.svg"), chart(results));
});
