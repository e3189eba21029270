// Runs benchmarks in this Node, Node 24, Chromium and Firefox, with one interface for all.
//
// An entry is a module that sets `globalThis.bench` to an object of functions. It is bundled with the rivals and our dist/;
// `engine.call(name, ...args)` calls one of its functions. Arguments and results are passed as JSON.
import { fork } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { rivalModules } from "../scripts/rivals.mjs";
import { node24 } from "../scripts/runtimes.mjs";
import { PlainError, root } from "../scripts/toolchain.mjs";
import { startBrowser } from "../tests/behaviour/browsers.mjs";

const OURS = { "eventsource-wasm": "dist/index.js", "eventsource-wasm/js": "dist/js.js", "eventsource-wasm/parser": "dist/parser.js" };

const oursFromDist = {
  name: "ours-from-dist",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^eventsource-wasm/ }, ({ path: name }) => {
      const file = path.join(root, OURS[name]);
      if (!fs.existsSync(file)) throw new PlainError(`${OURS[name]} is missing: run \`npm run build\` first`);
      return { path: file };
    }),
};

/** Bundles the rivals and ours into one classic script, not minified: apps would minify all of them in the same way. */
async function bundle(entry, platform) {
  const result = await build({
    entryPoints: [path.join(import.meta.dirname, entry)], bundle: true, write: false, target: "esnext", logLevel: "silent", platform,
    format: platform === "node" ? "cjs" : "iife", mainFields: ["module", "main"], nodePaths: [rivalModules()], plugins: [oursFromDist],
  }).catch((error) => {
    throw new PlainError(error.errors?.map(({ text, detail }) => detail?.message ?? text).join("\n") ?? String(error));
  });
  return result.outputFiles[0].text;
}

const ANSWER_CALLS = `
process.on("message", async ({ name, args }) => {
  try { process.send({ result: await globalThis.bench[name](...args) }); }
  catch (error) { process.send({ error: String(error?.stack ?? error) }); }
});`;

async function nodeEngine(binary, entry) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-bench-"));
  const file = path.join(folder, "bench.cjs");
  fs.writeFileSync(file, (await bundle(entry, "node")) + ANSWER_CALLS);
  let child;
  const stop = () => child?.kill();
  return {
    async fresh() {
      stop();
      child = fork(file, { execPath: binary, execArgv: ["--expose-gc"], serialization: "json" });
    },
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const exited = (code) => reject(new Error(`the benchmark's process ended (${code})`));
        child.once("exit", exited);
        child.once("message", ({ result, error }) => {
          child.off("exit", exited);
          if (error === undefined) resolve(result);
          else reject(new Error(error));
        });
        child.send({ name, args });
      }),
    async close() {
      stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the page cross-origin isolated, so that its clock is precise enough. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Cache-Control": "no-store" };

async function browserEngine(kind, entry) {
  const script = await bundle(entry, "browser");
  const server = http.createServer((request, response) =>
    request.url === "/bench.js"
      ? response.writeHead(200, { ...ISOLATED, "Content-Type": "text/javascript" }).end(script)
      : response.writeHead(200, { ...ISOLATED, "Content-Type": "text/html" }).end(`<!doctype html><meta charset="utf-8"><title>bench</title><script src="/bench.js"></script>`),
  );
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await startBrowser(kind).catch((error) => {
    server.close();
    throw error;
  });
  let page;
  return {
    version: browser.version,
    page: () => page,
    async fresh() {
      await page?.close();
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await page.waitForFunction("globalThis.bench !== undefined");
    },
    call: (name, ...args) => page.evaluate((callee, values) => globalThis.bench[callee](...values), name, args),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Returns a browser's name and major version: "chrome/156.0.1" is Chromium 156. */
const shortVersion = (kind, version) => `${kind[0].toUpperCase()}${kind.slice(1)} ${/\d+/.exec(version)}`;

/**
 * Runs `work` in each available engine, one after the other, because two at once would disturb each other.
 * @param {string} names comma-separated: `node` (the current one), `node24`, `chromium`, `firefox`
 * @param {{ node: string, browser: string }} entries relative to benches/
 * @param {(engine: object) => Promise<void>} work the engine has `key`, `title`, `fresh()` and `call()`
 */
export async function inEngines(names, entries, work) {
  const seen = new Set();
  for (const name of names.split(",")) {
    let engine;
    if (name === "node" || name === "node24") {
      const binary = name === "node" ? process.execPath : node24();
      if (binary === undefined || seen.has(binary)) continue;
      seen.add(binary);
      engine = await nodeEngine(binary, entries.node);
    } else if (name === "chromium" || name === "firefox") engine = await browserEngine(name, entries.browser);
    else throw new PlainError(`there is no engine "${name}": choose of node, node24, chromium, firefox`);
    try {
      await engine.fresh();
      const version = engine.version ? shortVersion(name, engine.version) : `Node ${(await engine.call("version")).slice(1)}`;
      await work(Object.assign(engine, { key: name === "node" ? `node${process.versions.node.split(".")[0]}` : name, title: version }));
    } finally {
      await engine.close();
    }
  }
}
