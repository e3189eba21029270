// Writes docs/BENCHMARKS.md. Each run replaces only the part between its own marks.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";

const PAGE = path.join(root, "docs/BENCHMARKS.md");
const RESULTS = path.join(root, "benches/results");

export const markdown = ([head, ...rows]) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Returns a table for a terminal, with aligned columns. */
export function aligned(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  return rows.map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ").trimEnd()).join("\n");
}

export function writePart(mark, text) {
  const page = fs.readFileSync(PAGE, "utf8");
  const between = new RegExp(`(<!-- ${mark} -->)[^]*(<!-- /${mark} -->)`);
  if (!between.test(page)) throw new Error(`${PAGE} has lost its marks <!-- ${mark} -->`);
  fs.writeFileSync(PAGE, page.replace(between, (_, start, end) => `${start}\n${text}\n${end}`));
}

/** Saves a run's results as data, too, because the chart uses all runs. */
export function writeResult(name, result) {
  fs.mkdirSync(RESULTS, { recursive: true });
  fs.writeFileSync(path.join(RESULTS, `${name}.json`), `${JSON.stringify(result, undefined, 1)}\n`);
}

/** Returns the results of a part by engine; `parsers-cold` is a separate part. */
export function readResults(part) {
  const names = fs.existsSync(RESULTS) ? fs.readdirSync(RESULTS).filter((name) => name.replace(/-[^-]+\.json$/, "") === part) : [];
  return names.map((name) => JSON.parse(fs.readFileSync(path.join(RESULTS, name), "utf8")));
}
