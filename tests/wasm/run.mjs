// `node tests/wasm/run.mjs [node] [chromium] [firefox] [--scope NAMES] [--filter TEXT]`; by default all of them.
//
// wasm-bindgen-test-runner serves a page that runs the tests, in the page or in a worker. Puppeteer opens it in a browser, so no
// WebDriver is needed. The page's folder has server.json with the test server's addresses.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { PlainError, run, wasmBindgen, wasmCargo } from "../../scripts/toolchain.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";
import { Expected } from "../behaviour/expected.mjs";
import { startServer } from "../server/server.mjs";

const RUNTIMES = ["node", "chromium", "firefox"];
/** The environment variable that tells the runner where to run tests. */
const SCOPES = { window: "BROWSER", worker: "DEDICATED_WORKER", sharedworker: "SHARED_WORKER", serviceworker: "SERVICE_WORKER" };
/** How long all tests of a scope may take, including the start of the browser. */
const LIMIT = 120_000;
/** Matches the runner's closing line. */
const END = /^test result: /m;
const TEST = /^test (\S+) \.\.\. (ok|FAIL)/gm;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { scope: { type: "string" }, filter: { type: "string" } } });
const total = { passed: 0, failed: 0, known: 0 };
const expected = new Expected(import.meta.dirname);
const counts = ({ passed, failed, known }) => `${passed} passed, ${failed} failed${known > 0 ? `, ${known} known to fail` : ""}`;

/** Compiles the tests. Returns the path of the wasm file. */
async function compile() {
  const { command, args, env } = wasmCargo("test");
  const all = ["test", "--locked", "--release", "--test", "wasm", "--features", "client", "--no-run", "--message-format=json-render-diagnostics", ...args];
  const { code, output } = await run(command, all, { env, onLine: (line) => line.startsWith("{") || console.log(line) });
  const [, file] = /"executable":"([^"]+\.wasm)"/.exec(output) ?? [];
  if (code !== 0 || !file) throw new PlainError("the tests cannot be compiled");
  return file;
}

function report(runtime, scope, output) {
  const known = expected.of(runtime, scope);
  const tests = [...output.matchAll(TEST)].map(([, name, result]) => ({ name, ok: result === "ok" }));
  const passed = tests.filter(({ ok }) => ok).map(({ name }) => name);
  const failures = tests.filter(({ ok }) => !ok).map(({ name }) => ({ name, error: "see below" }));
  const failed = known.differences({ passed, failures });
  if (!END.test(output) || tests.length === 0) failed.push({ name: "the scope", error: `no end within ${LIMIT / 1000} s` });
  const sum = { passed: passed.filter((name) => !known.has(name)).length, failed: failed.length, known: failures.filter(({ name }) => known.has(name)).length };
  for (const key of Object.keys(total)) total[key] += sum[key];
  console.log(`${runtime} ${scope}: ${counts(sum)}`);
  for (const { name, error } of failed) console.log(`  ✗ ${name}: ${error}`);
  if (failed.length > 0) console.log(output);
}

async function runNode({ file, folder, server }) {
  const child = spawn(wasmBindgen("wasm-bindgen-test-runner"), [file, ...filter()], { cwd: folder, env: { ...process.env, TEST_SERVER: JSON.stringify(server) } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const late = setTimeout(() => child.kill(), LIMIT);
  await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(late);
  report("node", "node", output);
}

const filter = () => (values.filter === undefined ? [] : [values.filter]);

/** Serves the test page. Resolves with its URL. */
function serve({ file, folder }, mode) {
  const env = { ...process.env, [`WASM_BINDGEN_USE_${mode}`]: "1", NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: "127.0.0.1:0" };
  const child = spawn(wasmBindgen("wasm-bindgen-test-runner"), [file, ...filter()], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const url = new Promise((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => /available at (\S+)/.test(line) && resolve(line.split(" ").at(-1)));
    void ended.then((code) => reject(new Error(`wasm-bindgen-test-runner ended with ${code}`)));
  });
  return {
    url,
    close() {
      child.kill();
      return ended;
    },
  };
}

/** Starts a new browser for each scope. In one Firefox for all, the service worker's tests stopped halfway after three other scopes. */
async function runBrowser(kind, tests) {
  for (const [scope, mode] of Object.entries(SCOPES)) {
    if (values.scope && !values.scope.split(",").includes(scope)) continue;
    const browser = await startBrowser(kind);
    const served = serve(tests, mode);
    try {
      const page = await browser.newPage();
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message ?? String(error)));
      await page.goto(await served.url);
      const text = () => page.$eval("#output", (element) => element.textContent);
      await page.waitForFunction((pattern) => new RegExp(pattern, "m").test(document.querySelector("#output")?.textContent), { timeout: LIMIT }, END.source).catch(() => {});
      report(kind, scope, [await text(), ...errors].join("\n"));
    } finally {
      await served.close();
      await browser.close();
    }
  }
}

await orExit(async () => {
  const unknown = [...positionals.filter((name) => !RUNTIMES.includes(name)), ...(values.scope?.split(",") ?? []).filter((name) => !(name in SCOPES))];
  if (unknown.length > 0) throw new PlainError(`unknown: ${unknown.join(", ")}; there are ${RUNTIMES.join(", ")} with the scopes ${Object.keys(SCOPES).join(", ")}`);
  const file = await compile();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-tests-"));
  const { close, ...server } = await startServer();
  try {
    fs.writeFileSync(path.join(folder, "server.json"), JSON.stringify(server));
    for (const runtime of positionals.length > 0 ? positionals : RUNTIMES) {
      const tests = { file, folder, server };
      await (runtime === "node" ? runNode(tests) : runBrowser(runtime, tests));
      if (values.filter !== undefined || values.scope) continue;
      for (const entry of expected.stale(runtime)) {
        total.failed++;
        console.log(`${runtime}: expected.json lists ${JSON.stringify(entry.case)}, but there is no such test`);
      }
    }
  } finally {
    await close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  console.log(`wasm: ${counts(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});
