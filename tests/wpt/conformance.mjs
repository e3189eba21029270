// The table of docs/CONFORMANCE.md.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { SCOPES } from "./tests.mjs";

const PAGE = path.join(root, "docs/CONFORMANCE.md");
/** The part of the page that is ours to write. */
const BETWEEN = /(<!-- test:wpt -->)[^]*(<!-- \/test:wpt -->)/;

function tally(results) {
  const all = results.flatMap(({ subtests }) => subtests);
  return `${all.filter(({ status }) => status === "PASS").length}/${all.length}`;
}

/** Writes what whole runs gave; `suite` names the tests' source. */
export function writeConformance(runs, suite) {
  const expected = JSON.parse(fs.readFileSync(path.join(root, "tests/wpt/expected.json"), "utf8"));
  const rows = runs.map(({ version, results }) => [
    version, tally(results.filter(({ spec }) => spec)), tally(results), ...SCOPES.map((scope) => tally(results.filter((result) => result.scope === scope))),
  ]);
  const text = `
These are the tests in web-platform-tests' \`eventsource/\`, from Debian's source package ${suite}, run with our class.
"WPT" counts the scopes in which WPT itself runs a file; "all" counts every \`.any.js\` in all four scopes.

| browser | WPT | all | ${SCOPES.join(" | ")} |
| --- | --- | --- |${SCOPES.map(() => " --- |").join("")}
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}

What fails, and why:

${expected.map(({ file, subtest, browser, why }) => `* \`${file.replaceAll("\\", "")}\`${subtest ? ` (${subtest})` : ""}${browser ? ` in ${browser}` : ""}: ${why}`).join("\n")}

`;
  const page = fs.readFileSync(PAGE, "utf8");
  if (!BETWEEN.test(page)) throw new Error(`${PAGE} has lost its marks around the table`);
  fs.writeFileSync(PAGE, page.replace(BETWEEN, (_, start, end) => start + text + end));
}
