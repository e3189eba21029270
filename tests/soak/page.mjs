// Writes the results of a run to docs/soak.md.
import fs from "node:fs";
import path from "node:path";
import { markdown } from "../../benches/report/page.mjs";
import { root } from "../../scripts/toolchain.mjs";

const PAGE = path.join(root, "docs/soak.md");

export function writePage({ table, seconds, seed, faults, failures, tabs }) {
  const text = [
    `${seconds / 60} minutes, seed ${seed}:`,
    markdown(table),
    `* Faults that requests met: ${faults}.`,
    `* Failures that sources reported, by \`reason\` and status: ${failures}.`,
    ...(tabs ? [`* Tabs: ${tabs}.`] : []),
  ].join("\n\n").replaceAll(".\n\n*", ".\n*");
  const page = fs.readFileSync(PAGE, "utf8");
  fs.writeFileSync(PAGE, page.replace(/(<!-- soak -->\n)[^]*(<!-- \/soak -->)/, (_, start, end) => `${start}${text}\n${end}`));
}
