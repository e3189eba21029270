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

\`npm run test:packaging -- --all --write\` packs the package and installs it in a real project for each consumer. It builds the project for production, and has
every entry stream from a real server everywhere that the build runs: in Chromium, unless the table says otherwise. It also writes this page.

${table(["consumer", "version", "runs", "passed", "failed"], ["---", "---", "---", "---:", "---:"], results.map(({ title, version, runs, passed, failed }) => [title, version ?? "", runs, passed, failed || "–"]))}
## Bundle size

By how many KB a minified bundle grows if you import everything from an entry (in brackets: after brotli). \`/slim\` also loads a file of ${kb(fs.statSync(path.join(root, "dist/eventsource-wasm.wasm")).size)} KB.
Unused imports add nothing, and \`createParser\` does not pull in the class: we test both in each of these bundlers. Only \`import "eventsource-wasm/polyfill"\` has a
side effect, so bundlers keep it.

${table(["entry", ...bundlers.map(({ title }) => title)], ["---", ...bundlers.map(() => "---:")], entries.map(({ name }) => [`\`${name}\``, ...bundlers.map(({ added }) => `${kb(added[name].bytes)} (${kb(added[name].brotli)})`)]))}
## What you have to do

${results.filter(({ todo }) => todo !== "–").map(({ title, todo }) => `* **${title}**: ${todo}\n`).join("")}
${knownToFail(results)}\`eventsource-wasm/wasm\` and \`eventsource-wasm/dist/eventsource-wasm.wasm\` are two names for the same file.
`;
  fs.writeFileSync(path.join(root, "docs/BUNDLERS.md"), page);
}
