// The table of docs/CONFORMANCE.md.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { SCOPES } from "./tests.mjs";

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
  const text = `# Conformance

web-platform-tests \`eventsource/\`, out of Debian's source package ${suite}, against our class.
"WPT" counts the scopes in which WPT itself runs a file, "all" adds every \`.any.js\` in all four scopes.
Written by \`npm run test:wpt -- --write\`.

| browser | WPT | all | ${SCOPES.join(" | ")} |
| --- | --- | --- |${SCOPES.map(() => " --- |").join("")}
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}

## What fails, and why

${expected.map(({ file, subtest, browser, why }) => `* \`${file.replaceAll("\\", "")}\`${subtest ? ` (${subtest})` : ""}${browser ? ` in ${browser}` : ""}: ${why}`).join("\n")}

Everything else has to pass: \`npm test\` fails on a new failure, and on a new pass.
`;
  fs.mkdirSync(path.join(root, "docs"), { recursive: true });
  fs.writeFileSync(path.join(root, "docs/CONFORMANCE.md"), text);
}
