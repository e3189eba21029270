// `node tests/behaviour/run.mjs [RUNTIMES] [--scope NAMES] [--entry js] [--lanes N] [--filter REGEX] [--write]`; by default in all runtimes.
//
// A runtime that is not installed and cannot be is left out, unless you name it. Failures listed in expected.json do not count.
// --entry js runs eventsource-wasm/js where wasm and eval are forbidden; --entry client runs the Rust client, whose expected.json is in
// client/. --lanes is how many runtimes run at the same time. --write writes the results of a complete run to docs/RUNTIMES.md.
//
// All scopes post their results to the server, so no runtime needs a separate way to report them.
import { parseArgs } from "node:util";
import { startServer } from "../server/server.mjs";
import { POLICIES, suitePages } from "./pages.mjs";
import { counts, expectedOf, reported, Run, takeResult, total } from "./results.mjs";
import { browser } from "./runners/browser.mjs";
import { command, reactNative, thisNode } from "./runners/process.mjs";
import { miniflare, workerd } from "./runners/workerd.mjs";
import { writePage } from "./runtimes-page.mjs";

const RUNTIMES = {
  node: thisNode,
  node22: command("node22", "Node", "node"),
  node24: command("node24", "Node", "node"),
  node26: command("node26", "Node", "node"),
  deno: command("deno", "Deno", "deno", "run", "--allow-all", "--quiet"),
  bun: command("bun", "Bun", "bun"),
  "react-native": reactNative,
  workerd,
  miniflare,
  chromium: browser("chromium", "Chromium"),
  // An engine that has no wasm at all.
  "chromium-jitless": browser("chromium", "Chromium without JIT", { flags: ["--js-flags=--jitless"], without: { index: "it has no wasm: it is for --entry js" } }),
  firefox: browser("firefox", "Firefox"),
  webkit: browser("webkit", "WebKitGTK"),
};
const SCOPES = [...new Set(Object.values(RUNTIMES).flatMap(({ scopes }) => scopes))];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scope: { type: "string" }, entry: { type: "string", default: "index" }, lanes: { type: "string", default: "1" }, filter: { type: "string", default: "" }, write: { type: "boolean" } },
});
const { entry } = values;
/** Where the Rust client runs by default. */
const CLIENT = { runtimes: ["node", "chromium", "firefox"], scopes: ["node", "window", "worker-module"] };
const ENTRIES = ["index", "client", ...Object.keys(POLICIES)];
const asked = positionals.length > 0 ? positionals : entry === "client" ? CLIENT.runtimes : Object.keys(RUNTIMES);
const scopes = values.scope ? values.scope.split(",") : entry === "client" ? CLIENT.scopes : SCOPES;
const unknown = [...asked.filter((name) => !(name in RUNTIMES)), ...scopes.filter((name) => !SCOPES.includes(name))];
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}; there are ${Object.keys(RUNTIMES).join(", ")} with the scopes ${SCOPES.join(", ")}`);
  process.exit(2);
}
if (!ENTRIES.includes(entry)) {
  console.error(`unknown: ${entry}; there is --entry ${ENTRIES.join(", ")}`);
  process.exit(2);
}
const isWhole = entry === "index" && positionals.length === 0 && !values.filter && !values.scope;
if (values.write && !isWhole) {
  console.error("--write is for a whole run: without names of runtimes, --scope, --entry and --filter");
  process.exit(2);
}

/** The runtimes that ran, and those that were left out, for docs/RUNTIMES.md. */
const versions = [];
const server = await startServer({ pages: await suitePages(entry), onResult: takeResult, policy: POLICIES[entry] });

async function runAll(name) {
  const { title, start, together, scopes: all } = RUNTIMES[name];
  const started = await start(server);
  versions.push({ name, title, version: started.version });
  try {
    const chosen = all.filter((one) => scopes.includes(one));
    const play = async (scope) => {
      const run = new Run({ runtime: name, scope, entry, filter: values.filter, server });
      await started.play(run);
      return run;
    };
    // Cases mostly wait, so processes can run together. Pages of one browser cannot, because they would share its connections.
    if (together) for (const run of await Promise.all(chosen.map(play))) run.report();
    else for (const scope of chosen) (await play(scope)).report();
  } finally {
    await started.close();
  }
}

async function runOne(name) {
  const without = RUNTIMES[name].without?.[entry];
  const why = without ?? RUNTIMES[name].missing();
  if (why && positionals.length === 0) {
    console.log(`${name}: skipped, since ${why}`);
    if (!without) versions.push({ name, title: RUNTIMES[name].title, why });
    return;
  }
  try {
    if (why) throw new Error(why);
    await runAll(name);
  } catch (error) {
    total.failed++;
    console.log(`${name}: ${error.stack ?? error}`);
    return;
  }
  if (values.filter || values.scope || entry === "js") return;
  for (const stale of expectedOf(entry).stale(name)) {
    total.failed++;
    console.log(`${name}: expected.json lists ${JSON.stringify(stale.case)}, but there is no such case`);
  }
}

try {
  const left = [...asked];
  const lane = async () => {
    for (let name; (name = left.shift()); ) await runOne(name);
  };
  await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
} finally {
  await server.close();
}
if (values.write && total.failed === 0) writePage(versions, reported);
else if (values.write) console.log("docs/RUNTIMES.md stays as it is: it shows runs without failures only");
console.log(`behaviour: ${counts(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
