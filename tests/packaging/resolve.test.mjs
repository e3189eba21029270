// Which file each runtime takes for `eventsource-wasm`, from the packed package in an empty project; and that it streams there.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { pack } from "../../scripts/pack.mjs";
import { runtime } from "../../scripts/runtimes.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";
import { Count } from "../count.mjs";

const LIMIT = 20_000;
const ENTRIES = { "": "index", "/js": "js", "/polyfill": "polyfill", "/element": "element", "/shared": "shared", "/mercure": "mercure", "/testing": "testing", "/parser": "parser", "/stream": "stream", "/slim": "slim" };
const COMMANDS = { node22: [], node24: [], node26: [], deno: ["run", "--allow-all", "--quiet"], bun: [] };

const server = http.createServer((_, response) => response.writeHead(200, { "content-type": "text/event-stream" }).end("data: hello\n\n"));
const { folder: project, remove } = temporaryFolder("eventsource-wasm-resolve");
const entries = Object.keys(ENTRIES).map((name) => `eventsource-wasm${name}`);

/** Says where each entry is, and what came. */
const program = (load, resolve) => `${load}
const files = ${JSON.stringify(entries)}.map((name) => ${resolve}(name).split(/[\\\\/]/).pop());
const source = new EventSource(process.argv[2], { reconnect: false });
source.onmessage = ({ data }) => console.log(JSON.stringify({ files, data }));`;
const WORKER = `import { EventSource } from "eventsource-wasm";
let early;
try {
  new EventSource("http://127.0.0.1/");
} catch ({ message }) {
  early = message;
}
export default { fetch: (request) => new Promise((resolve) => {
  const source = new EventSource(new URL(request.url).searchParams.get("url"), { reconnect: false });
  source.onmessage = ({ data }) => resolve(Response.json({ early, data }));
}) };`;

async function said(command, args, url) {
  const { stdout } = await promisify(execFile)(command, [...args, url], { cwd: project, timeout: LIMIT });
  return JSON.parse(stdout);
}

/** As bundlers for workerd do it: by its condition, beside those of other workers and of browsers, and with the wasm as a file. */
async function bundled(conditions) {
  const outdir = path.join(project, "bundled");
  const { metafile } = await build({ entryPoints: [path.join(project, "worker.mjs")], bundle: true, format: "esm", conditions, platform: "browser", loader: { ".wasm": "copy" }, assetNames: "[name]", outdir, metafile: true, logLevel: "silent" });
  const files = Object.keys(metafile.inputs).map((name) => path.basename(name));
  return { outdir, files: files.filter((name) => name !== "worker.mjs").sort() };
}

async function inMiniflare(url) {
  const { outdir, files } = await bundled(["workerd", "worker", "browser"]);
  assert.deepEqual(files, ["eventsource-wasm.wasm", "workerd.js"]);
  const { Miniflare } = createRequire(path.join(runtime("workerd").modules, "_"))("miniflare");
  const modules = [["ESModule", "worker.js"], ["CompiledWasm", "eventsource-wasm.wasm"]].map(([type, name]) => ({ type, path: path.join(outdir, name) }));
  const worker = new Miniflare({ modulesRoot: outdir, modules, compatibilityDate: "2024-01-01", cf: false });
  try {
    const { early, data } = await (await worker.dispatchFetch(`http://worker/?url=${url}`, { signal: AbortSignal.timeout(LIMIT) })).json();
    assert.match(early, /global scope/);
    assert.equal(data, "hello");
  } finally {
    await worker.dispose();
  }
}

const by = (name, args, program, extension) => async (url) =>
  assert.deepEqual(await said(runtime(name).command, [...args, program], url), { files: Object.values(ENTRIES).map((one) => one + extension), data: "hello" });

const cases = {
  ...Object.fromEntries(Object.entries(COMMANDS).flatMap(([name, args]) => [
    [`${name}: import`, by(name, args, "import.mjs", ".js")],
    [`${name}: require()`, by(name, args, "require.cjs", ".cjs")],
  ])),
  "workerd: its condition goes before that of browsers; a source outside of a handler is refused, one within streams": inMiniflare,
  "browsers: the default file": async () => assert.deepEqual((await bundled(["browser", "worker"])).files, ["index.js"]),
};

const count = new Count();
try {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  fs.writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--offline", pack(project)], { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  fs.writeFileSync(path.join(project, "import.mjs"), program(`import { EventSource } from "eventsource-wasm";`, "import.meta.resolve"));
  fs.writeFileSync(path.join(project, "require.cjs"), program(`const { EventSource } = require("eventsource-wasm");`, "require.resolve"));
  fs.writeFileSync(path.join(project, "worker.mjs"), WORKER);
  for (const [name, check] of Object.entries(cases)) {
    const [needed] = name.split(":");
    const why = needed !== "browsers" && runtime(needed).why;
    if (why) {
      console.log(`${name}: skipped, since ${why}`);
      continue;
    }
    await count.check(name, () => check(`http://127.0.0.1:${server.address().port}/`));
  }
} finally {
  server.closeAllConnections();
  server.close();
  remove();
}
count.close("packaging");
