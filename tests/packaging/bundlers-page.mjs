// Writes docs/BUNDLERS.md from what a run has found.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { entries } from "./entries.mjs";

const row = (...cells) => `| ${cells.join(" | ")} |\n`;
const table = (head, align, rows) => row(...head) + row(...align) + rows.map((cells) => row(...cells)).join("");
const kb = (bytes) => (bytes / 1024).toFixed(1);

const knownToFail = (results) => {
  const lines = results.flatMap(({ title, cannot = {} }) => Object.entries(cannot).map(([what, why]) => `* ${title}, ${what}: ${why}\n`));
  return lines.length > 0 ? `What is known to fail:\n\n${lines.join("")}\n` : "";
};

/** @param results for each consumer: what consumers.mjs says of it, `version`, `passed`, `failed`, `added` */
export function writePage(results) {
  const bundlers = results.filter(({ added }) => added);
  const page = `# Bundlers and other consumers

\`npm run test:packaging -- --all --write\` packs the package, installs it in a real project for each consumer, builds that for production, and has
every entry stream from a real server wherever the build runs. It also writes this page. Builds run in Chromium unless another place is named.

${table(["consumer", "version", "runs", "passed", "failed"], ["---", "---", "---", "---:", "---:"], results.map(({ title, version, runs, passed, failed }) => [title, version ?? "", runs, passed, failed || "–"]))}
## What an import adds

Kilobytes that importing everything from an entry adds to a minified bundle; in brackets, in brotli. The file that \`/slim\` loads comes on top: ${kb(fs.statSync(path.join(root, "dist/eventsource-wasm.wasm")).size)} KB.
An import that is not used adds nothing, and \`createParser\` does not pull in the class: both are tested in each of these bundlers. Only \`import "eventsource-wasm/polyfill"\` has an effect of its own, and stays.

${table(["entry", ...bundlers.map(({ title }) => title)], ["---", ...bundlers.map(() => "---:")], entries.map(({ name }) => [`\`${name}\``, ...bundlers.map(({ added }) => `${kb(added[name].bytes)} (${kb(added[name].brotli)})`)]))}
## What you have to do

${results.filter(({ todo }) => todo !== "–").map(({ title, todo }) => `* **${title}**: ${todo}\n`).join("")}
${knownToFail(results)}\`eventsource-wasm/wasm\` and \`eventsource-wasm/dist/eventsource-wasm.wasm\` are the same file, by two names.
`;
  fs.writeFileSync(path.join(root, "docs/BUNDLERS.md"), page);
}
