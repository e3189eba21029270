// Runs WPT's eventsource/ against our class: `npm run test:wpt [-- chromium firefox] [--filter REGEX] [--scope window,…] [--native] [--write]`.
// Fails on a failing subtest that expected.json does not list, and on one that it lists but that passes.
// --write puts the table of a whole run into docs/CONFORMANCE.md.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { cache, root } from "../../scripts/toolchain.mjs";
import { HOST, startBrowser, startServer } from "./launch.mjs";
import { writeConformance } from "./conformance.mjs";
import { listTests, SCOPES } from "./tests.mjs";

const STATUS = ["PASS", "FAIL", "TIMEOUT", "NOTRUN", "PRECONDITION_FAILED"];
const LANES = 4;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { filter: { type: "string" }, scope: { type: "string", default: SCOPES.join(",") }, native: { type: "boolean" }, write: { type: "boolean" } },
});
const wpt = path.join(cache, "wpt");
const isWhole = !options.filter && options.scope === SCOPES.join(",") && !options.native;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const within = (promise, ms, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

// Firefox loses track of tabs when lanes open and close them at the same moment.
let turn = Promise.resolve();
const oneAtATime = (work) => {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
};

/** Loads one page; `lost` where the browser, not the test, failed. */
async function runOne(context, origin, test) {
  const limit = test.long ? 75_000 : 25_000;
  let page, got, failure;
  const began = Date.now();
  try {
    page = await oneAtATime(() => within(context.newPage(), 20_000, "new page"));
    page.on("dialog", (dialog) => dialog.dismiss().catch(() => {}));
    await within(page.goto(origin + test.url, { waitUntil: "domcontentloaded", timeout: limit }), limit, "load");
    while (!got && Date.now() - began < limit) {
      got = await within(page.evaluate("window.__wpt"), 10_000, "evaluate").catch((error) => {
        if (/no answer/.test(error.message)) throw error;
      });
      if (!got) await sleep(50);
    }
    if (!got) failure = "no result from testharness before the runner gave up";
  } catch (error) {
    failure = error.message;
  }
  if (page) await oneAtATime(() => within(page.close(), 10_000, "close")).catch(() => {});
  const result = got ? JSON.parse(got) : { status: 2, message: failure, tests: [] };
  // Some names hold the URL: the port must not make them differ from run to run.
  const port = new URL(origin).port;
  const subtests = result.tests.map(({ name, status, message }) => ({ name: name.replaceAll(`:${port}/`, ":PORT/"), status: STATUS[status], message: message ?? "" }));
  if (result.status !== 0 && subtests.every(({ status }) => status === "PASS")) subtests.push({ name: "(harness)", status: "ERROR", message: result.message ?? "" });
  return { ...test, lost: !got, subtests };
}

const failing = (result) => result.subtests.filter(({ status }) => status !== "PASS").length;

/** One lane: a browser context of its own, so that cookies, workers and connections are not shared. */
async function lane(browser, origin, queue, results) {
  const fresh = () => oneAtATime(() => browser.createBrowserContext());
  const drop = (context) => oneAtATime(() => within(context.close(), 10_000, "close context")).catch(() => {});
  let context = await fresh();
  for (let test; (test = queue.shift()); ) {
    let result = await runOne(context, origin, test);
    // A failing page is run once more, one that the browser lost up to three times.
    for (let tries = 0; failing(result) > 0 && tries < (result.lost ? 3 : 1); tries++) {
      await drop(context);
      context = await fresh();
      const again = await runOne(context, origin, test);
      if (result.lost || (!again.lost && failing(again) < failing(result))) result = again;
    }
    results.push(result);
  }
  await drop(context);
}

/** The script that puts our class in front of every test. */
function implementation(folder) {
  const file = path.join(folder, "impl.js");
  const bundle = fs.readFileSync(path.join(root, "dist/eventsource-wasm.iife.js"), "utf8").replace(/\/\/# sourceMappingURL.*/, "");
  fs.writeFileSync(file, `${bundle}\nObject.defineProperty(globalThis, "EventSource", { value: EventSourceWasm.EventSource, writable: true, configurable: true });\n`);
  return file;
}

async function runBrowser(name) {
  const tests = listTests({ wpt, scopes: new Set(options.scope.split(",")), filter: options.filter && new RegExp(options.filter) });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-wpt-"));
  const server = await startServer({ wpt, impl: options.native ? undefined : implementation(folder) });
  const results = [];
  let browser, version;
  try {
    browser = await startBrowser(name, server.port, path.join(folder, "profile"));
    version = await browser.version();
    // Long ones first, so that no lane is left alone with them.
    const isLong = ({ long, file }) => Number(long) * 2 + Number(/retry|id|close|reconn|credent/.test(file));
    const queue = tests.sort((a, b) => isLong(b) - isLong(a));
    await Promise.all(Array.from({ length: LANES }, () => lane(browser, `http://${HOST}:${server.port}`, queue, results)));
  } finally {
    if (browser) await within(browser.close(), 20_000, "browser").catch(() => browser.process()?.kill("SIGKILL"));
    server.stop();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { name, version, results };
}

/** Compares with expected.json; prints what differs, and gives the number of differences. */
function compare({ name, results }) {
  const entries = JSON.parse(fs.readFileSync(path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "expected.json"), "utf8")).filter(({ browser }) => !browser || browser === name);
  const matches = (entry, subject) => ["file", "scope", "subtest"].every((key) => entry[key] === undefined || new RegExp(`^(?:${entry[key]})$`).test(subject[key]));
  let differences = 0;
  for (const { file, scope, subtests } of results)
    for (const { name: subtest, status, message } of subtests) {
      const isExpected = entries.some((entry) => matches(entry, { file, scope, subtest }));
      if ((status !== "PASS") === isExpected || options.native) continue;
      differences++;
      console.log(`${name}: ${isExpected ? "a new PASS" : status} ${file} [${scope}] ${JSON.stringify(subtest)} ${message.split("\n")[0].slice(0, 200)}`);
    }
  return differences;
}

execFileSync("bash", [path.join(root, "tests/wpt/get-wpt.sh"), wpt], { stdio: "inherit" });
const names = positionals.length > 0 ? positionals : ["chromium", "firefox"];
const runs = [];
let passed = 0;
let failed = 0;
for (const name of names) {
  const run = await runBrowser(name);
  const differences = compare(run);
  const all = run.results.flatMap(({ subtests }) => subtests);
  const passes = all.filter(({ status }) => status === "PASS").length;
  console.log(`${options.native ? "native" : "ours"} in ${run.version}: ${passes}/${all.length} subtests pass, ${differences} not as expected`);
  passed += all.length - differences;
  failed += differences;
  runs.push(run);
}
if (options.write && isWhole) writeConformance(runs, fs.readFileSync(path.join(wpt, ".wpt-complete"), "utf8").trim());
console.log(`wpt: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
