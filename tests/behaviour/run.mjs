// `node tests/behaviour/run.mjs [node] [chromium] [firefox] [--scope NAMES] [--filter REGEX]`; all of them by default.
//
// WebKit is left out where it is not installed, unless it is asked for by its name. Failures that expected.json
// lists do not count.
//
// Each scope posts its results to the server, so that none of them needs a way of its own to be heard.
import { spawn } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { browsers } from "../../scripts/toolchain.mjs";
import { startServer } from "../server/server.mjs";
import { startBrowser } from "./browsers.mjs";
import { KnownFailures, staleEntries } from "./expected.mjs";
import { suitePages } from "./pages.mjs";

const RUNTIMES = ["node", "chromium", "firefox", "webkit"];
const SCOPES = ["window", "worker-module", "worker-classic", "sharedworker-module", "sharedworker-classic", "serviceworker-module", "serviceworker-classic", "page-cache"];
/** Longer than a case may take: no word for so many ms means that the scope is lost. */
const SILENCE = 60_000;
const EXIT_LIMIT = 10_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { scope: { type: "string" }, filter: { type: "string", default: "" } } });
const runtimes = positionals.length > 0 ? positionals : RUNTIMES;
const scopes = values.scope ? values.scope.split(",") : SCOPES;
const unknown = [...runtimes.filter((name) => !RUNTIMES.includes(name)), ...scopes.filter((name) => !SCOPES.includes(name))];
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}; there are ${RUNTIMES.join(", ")} with the scopes ${SCOPES.join(", ")}`);
  process.exit(2);
}

/** Runs under way, by their key. */
const runs = new Map();
let server;
const total = { passed: 0, failed: 0, known: 0 };

const counts = ({ passed, failed, known }) => `${passed} passed, ${failed} failed${known > 0 ? `, ${known} known to fail` : ""}`;

/** What a scope reports from its start to its end. */
class Run {
  passed = [];
  failures = [];
  #runtime;
  #scope;
  #known;
  #watchdog;
  #finish;

  constructor(runtime, scope) {
    this.#runtime = runtime;
    this.#scope = scope;
    this.#known = new KnownFailures(runtime, scope);
    this.key = Math.random().toString(36).slice(2);
    this.finished = new Promise((resolve) => (this.#finish = resolve));
    runs.set(this.key, this);
    this.#heard();
  }

  #heard() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.fail("the scope", `no word for ${SILENCE / 1000} s, after ${this.passed.length} that passed`), SILENCE);
  }

  take({ passed = [], failed, done }) {
    this.#heard();
    this.passed.push(...passed);
    if (failed) this.failures.push(failed);
    if (done) this.end();
  }

  fail(name, error) {
    this.failures.push({ name, error });
    this.end();
  }

  end() {
    clearTimeout(this.#watchdog);
    runs.delete(this.key);
    this.#finish();
  }

  get settings() {
    const known = this.#known.pattern;
    return new URLSearchParams({ run: this.key, scope: this.#scope, origin: server.origin, other: server.other, filter: values.filter, known });
  }

  report() {
    if (this.passed.length + this.failures.length === 0) this.failures.push({ name: "the scope", error: "no case was run" });
    const failed = this.#known.differences(this);
    const passed = this.passed.filter((name) => !this.#known.has(name)).length;
    const known = this.failures.filter(({ name }) => this.#known.has(name)).length;
    console.log(`${this.#runtime} ${this.#scope}: ${counts({ passed, failed: failed.length, known })}`);
    for (const { name, error } of failed) console.log(`  ✗ ${name}\n      ${error}`);
    total.passed += passed;
    total.failed += failed.length;
    total.known += known;
  }
}

async function runNode() {
  const run = new Run("node", "node");
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "scopes/node.mjs"), String(run.settings)], { stdio: ["ignore", "inherit", "inherit"] });
  const exit = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  void exit.then((code) => runs.has(run.key) && run.fail("the process", `ended with ${code} before the suite did`));
  await run.finished;
  const late = setTimeout(() => {
    run.failures.push({ name: "the process", error: "did not end by itself, though every source is closed" });
    child.kill("SIGKILL");
  }, EXIT_LIMIT);
  await exit;
  clearTimeout(late);
  run.report();
}

async function runBrowser(kind) {
  const browser = await startBrowser(kind);
  try {
    for (const scope of scopes) {
      const run = new Run(kind, scope);
      const page = await browser.newPage();
      page.on("pageerror", (error) => console.log(`  ${scope}: ${error.message ?? error}`));
      page.on("close", () => runs.has(run.key) && run.fail("the page", "was closed before the suite ended"));
      await page.goto(`${server.origin}/${scope === "page-cache" ? scope : "page"}?${run.settings}`).catch((error) => run.fail("the page", String(error)));
      await run.finished;
      await page.close();
      run.report();
    }
  } finally {
    await browser.close();
  }
}

server = await startServer({ pages: await suitePages(), onResult: (result) => runs.get(result.run)?.take(result) });
try {
  for (const runtime of runtimes) {
    if (runtime === "webkit" && positionals.length === 0 && !browsers.webkit()) {
      console.log("webkit: skipped, since there is no MiniBrowser of WebKitGTK (WEBKIT names one) or no Xvfb here; Debian has them in webkit2gtk-driver and xvfb");
      continue;
    }
    try {
      await (runtime === "node" ? runNode() : runBrowser(runtime));
    } catch (error) {
      total.failed++;
      console.log(`${runtime}: ${error.stack ?? error}`);
      continue;
    }
    if (values.filter || values.scope) continue;
    for (const entry of staleEntries(runtime)) {
      total.failed++;
      console.log(`${runtime}: expected.json lists ${JSON.stringify(entry.case)}, but there is no such case`);
    }
  }
} finally {
  await server.close();
}
console.log(`behaviour: ${counts(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
