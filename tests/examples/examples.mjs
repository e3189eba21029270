// How each project of examples/ is run, and what shows that it works: prices that the feed has sent, and more of them later.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { runtime } from "../../scripts/runtimes.mjs";
import { root, run, TARGET, wasmBindgen, wasmCargo } from "../../scripts/toolchain.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";
import { makeProject } from "../packaging/project.mjs";
import { ServerProcess } from "../servers/process.mjs";
import { serveFiles } from "./files.mjs";

const LIMIT = 60_000;
const BUILD_LIMIT = 300_000;
const LINE = /^#(\d+) [A-Z]{3,4} \d+\.\d\d$/;

/** An example's copy; `packages`: the consumer of tests/packaging that has the same ones. */
async function inProject(name, { tarball }, work, packages = name) {
  const project = makeProject(packages, tarball, path.join(root, "examples", name));
  try {
    await work(project);
  } finally {
    project.remove();
  }
}

/** The feed is in this process, so nothing here may block. @returns what the command prints */
async function execute(project, command, args, env = {}, timeout = LIMIT) {
  try {
    return (await promisify(execFile)(command, args, { cwd: project.folder, env: { ...process.env, ...env }, timeout })).stdout;
  } catch (error) {
    throw new Error(`${path.basename(command)} ${args.join(" ")} (${error.signal ?? error.code}):\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

/** Lines of consecutive ticks, as many as were asked for. */
function checkLines(text, count) {
  const ids = text.trim().split("\n").map((line) => Number(LINE.exec(line)?.[1]));
  assert.equal(ids.length, count, text);
  ids.forEach((id, i) => assert.equal(id, ids[0] + i, text));
}

/** Waits for a page to show a price, then for it to change. */
async function checkPage(browser, url, selector) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("response", (response) => response.status() >= 400 && !response.url().endsWith("/favicon.ico") && complaints.push(`${response.url()}: ${response.status()}`));
  try {
    await page.goto(url);
    const text = () => page.$eval(selector, (element) => element.textContent);
    await page.waitForFunction((selector) => /[A-Z]{3,4}\s*\d+\.\d\d/.test(document.querySelector(selector)?.textContent), { timeout: LIMIT }, selector);
    const before = await text();
    await page.waitForFunction((selector, before) => document.querySelector(selector).textContent !== before, { timeout: LIMIT }, selector, before);
    assert.deepEqual(complaints, []);
  } catch (error) {
    throw new Error([error.message, ...complaints].join("\n  "), { cause: error });
  } finally {
    await page.close();
  }
}

/** A process of the project's, which serves until `work` is done. */
async function serving(command, work) {
  const server = await ServerProcess.start(command);
  try {
    await work(server.origin);
  } finally {
    await server.stop();
  }
}

export const EXAMPLES = {
  node: {
    run: (given) => inProject("node", given, async (project) => checkLines(await execute(project, process.execPath, ["main.mjs"], { STREAM: given.stream, COUNT: "5" }), 5)),
  },

  deno: {
    run: (given) =>
      inProject("deno", given, async (project) => {
        const { command, why } = runtime("deno");
        assert.ok(command, why);
        // What `npm:` would download is here already, and not published.
        project.write("deno.json", JSON.stringify({ imports: { "eventsource-wasm": "./node_modules/eventsource-wasm/dist/index.js" } }));
        checkLines(await execute(project, command, ["run", "--allow-net", "--allow-env", "main.ts"], { STREAM: given.stream, COUNT: "5" }), 5);
      }),
  },

  vite: {
    run: (given) =>
      inProject("vite", given, async (project) => {
        const vite = project.bin("vite", "bin/vite.js");
        await execute(project, process.execPath, [vite, "build"]);
        await serving(
          ({ port }) => ({ command: process.execPath, args: [vite, "preview", project.folder, "--port", String(port), "--strictPort"], env: { STREAM: given.stream } }),
          (origin) => checkPage(given.browser, origin, "#prices"),
        );
      }),
  },

  "service-worker": {
    run: (given) =>
      inProject("service-worker", given, (project) =>
        serving(
          ({ port }) => ({ command: process.execPath, args: [path.join(project.folder, "serve.mjs")], env: { STREAM: given.stream, PORT: String(port) } }),
          (origin) => checkPage(given.browser, origin, "#ticks"),
        )),
  },

  "cloudflare-worker": {
    run: (given) =>
      inProject("cloudflare-worker", given, async (project) => {
        const quiet = { WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_METRICS: "false", CI: "1", WRANGLER_LOG_PATH: "logs" };
        await execute(project, process.execPath, [project.bin("wrangler", "bin/wrangler.js"), "deploy", "--dry-run", "--outdir", "out"], quiet, BUILD_LIMIT);
        fs.copyFileSync(path.join(import.meta.dirname, "ask-worker.mjs"), path.join(project.folder, "ask-worker.mjs"));
        const ticks = JSON.parse(await execute(project, process.execPath, ["ask-worker.mjs", given.stream, "/?symbol=RUST"]));
        assert.deepEqual(ticks.map(({ symbol }) => symbol), ["RUST", "RUST", "RUST"]);
      }, "workers"),
  },

  next: {
    heavy: "its build takes half a minute",
    run: (given) =>
      inProject("next", given, async (project) => {
        const next = project.bin("next", "dist/bin/next");
        const env = { NEXT_TELEMETRY_DISABLED: "1", CI: "1", STREAM: given.stream };
        await execute(project, process.execPath, [next, "build"], env, BUILD_LIMIT);
        await serving(
          ({ port }) => ({ command: process.execPath, args: [next, "start", project.folder, "--hostname", "127.0.0.1", "--port", String(port)], env }),
          (origin) => checkPage(given.browser, origin, "ul"),
        );
      }),
  },

  yew: {
    heavy: "its dependencies take some minutes to compile",
    async run({ browser, stream }) {
      const { folder, remove } = temporaryFolder("eventsource-wasm-yew");
      const { command, args, env } = wasmCargo("test");
      try {
        const { code, output } = await run(command, ["build", "--release", "--locked", ...args, "--manifest-path", "examples/yew/Cargo.toml"], { env: { ...env, RUSTFLAGS: "" }, onLine: () => {} });
        assert.equal(code, 0, output);
        const wasm = path.join(env.CARGO_TARGET_DIR, TARGET, "release/prices.wasm");
        await execute({ folder }, wasmBindgen(), ["--target", "web", "--no-typescript", "--out-dir", folder, wasm]);
        fs.writeFileSync(path.join(folder, "index.html"), '<!doctype html><script type="module">import init from "./prices.js"; await init();</script>');
        const files = await serveFiles(folder, stream);
        try {
          await checkPage(browser, files.url, "ul");
        } finally {
          files.close();
        }
      } finally {
        remove();
      }
    },
  },
};
