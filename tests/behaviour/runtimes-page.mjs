// Writes docs/RUNTIMES.md from a complete run.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";

const HEAD = `# Runtimes

The same test suite ([tests/behaviour](../tests/behaviour)) runs in every runtime and every scope, against real servers. \`npm run test:runtimes -- --write\`
writes this page. \`npm test\` fails if a case fails that is not listed below, or if a listed case passes.

Cases that need a page, a location or CORS run only in browsers, and a few others only in server runtimes. The test streams are cut into two chunks at every
place in all runtimes, and into three in server runtimes.
`;

const row = (...cells) => `| ${cells.join(" | ")} |`;

/** Groups known failures: reason → case → runtime → scopes. */
function reasons(runs) {
  const found = new Map();
  for (const { runtime, scope, known } of runs)
    for (const { name, why } of known) {
      const cases = found.get(why) ?? found.set(why, new Map()).get(why);
      const places = cases.get(name) ?? cases.set(name, new Map()).get(name);
      places.set(runtime, [...(places.get(runtime) ?? []), scope]);
    }
  return found;
}

/** Names the runtimes, each with its scopes unless it is all of them. */
function placesOf(places, titles, runs) {
  const all = (runtime) => runs.filter((run) => run.runtime === runtime && run.scope !== "page-cache").length;
  return [...places].map(([runtime, scopes]) => titles.get(runtime) + (scopes.length < all(runtime) ? ` (${scopes.join(", ")})` : "")).join(", ");
}

/**
 * @param runtimes `{ name, title, version }`, or `{ name, title, why }` for a runtime that was left out
 * @param runs the entries of {@link import("./results.mjs").reported}
 */
export function writePage(runtimes, runs) {
  const titles = new Map(runtimes.map(({ name, title, version }) => [name, name.startsWith("node") ? `${title} ${version?.split(".")[0]}` : title]));
  const rows = runtimes.flatMap(({ name, title, version, why }) =>
    why ? [row(title, "–", `left out: ${why}`, "", "")] : runs.filter(({ runtime }) => runtime === name).map(({ scope, passed, known }) => row(title, version, scope, passed, known.length || "–")));
  const lines = [...reasons(runs)].flatMap(([why, cases]) => [
    `* ${why}`,
    ...[...cases].map(([name, places]) => `  * ${placesOf(places, titles, runs)}: ${name}`),
  ]);
  const table = [row("runtime", "version", "scope", "passed", "known to fail"), row("---", "---", "---", "---:", "---:"), ...rows];
  fs.writeFileSync(path.join(root, "docs/RUNTIMES.md"), `${HEAD}\n${table.join("\n")}\n\n## What fails, and why\n\n${lines.join("\n")}\n`);
}
