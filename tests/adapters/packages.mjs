// `node tests/adapters/packages.mjs`: packages/, packed as they are published. npm installs each in an empty project, by an entry of its `overrides`,
// under a dependant that names the original; the dependant's code then streams, in Node, where no original runs. dependants/ are ours, and installed
// without a registry; published/ has projects with packages of npm.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { pack } from "../../scripts/pack.mjs";
import { root } from "../../scripts/toolchain.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";
import { Count } from "../count.mjs";

const LIMIT = 30_000;
const EXPECTED = [["tick", "a", "1"], ["tick", "b", "2"]];

const json = (...parts) => JSON.parse(fs.readFileSync(path.join(root, ...parts), "utf8"));
const { version, exports } = json("package.json");
const names = fs.readdirSync(path.join(root, "packages"));
const HEADERS = { "X-Client": "c" };

const server = http.createServer((request, response) => {
  // A dependant's header has to come along.
  if (request.headers["x-client"] !== "c") return response.writeHead(401, { connection: "close" }).end();
  response.writeHead(200, { "content-type": "text/event-stream", connection: "close" });
  response.end(EXPECTED.map(([event, data, id]) => `event: ${event}\ndata: ${data}\nid: ${id}\n\n`).join(""));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const count = new Count();
const { folder, remove } = temporaryFolder("eventsource-wasm-adapters");

/** npm installs a project, with ours in the original's place. @returns the folder */
function install(name, original, core, dependencies, ...flags) {
  const project = path.join(folder, name);
  fs.mkdirSync(project, { recursive: true });
  const adapter = pack(project, path.join(root, "packages", adapterOf(original)));
  const manifest = {
    private: true, type: "module",
    dependencies: { ...dependencies, "eventsource-wasm": `file:${core}` },
    overrides: { [original]: `file:${adapter}`, "eventsource-wasm": "$eventsource-wasm" },
  };
  fs.writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", ...flags, "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  const lies = JSON.parse(fs.readFileSync(path.join(project, "node_modules", original, "package.json"), "utf8"));
  assert.equal(lies.name, `@eventsource-wasm/${adapterOf(original)}`);
  // One core, whoever asks for it.
  assert.ok(!fs.existsSync(path.join(project, "node_modules", original, "node_modules")));
  return project;
}

const originalOf = (name) => Object.keys(json("tests/adapters/dependants", name, "package.json").dependencies)[0];
const adapterOf = (original) => names.find((name) => originalOf(name) === original);

const said = async (project, program) => JSON.parse((await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { cwd: project, timeout: LIMIT })).stdout);

try {
  const core = pack(folder);
  for (const name of names) {
    const { name: published, version: own, dependencies } = json("packages", name, "package.json");
    const original = originalOf(name);
    await count.check(`${name}: the version is the core's, and the entry is one of its`, () => {
      assert.deepEqual({ published, own, dependencies }, { published: `@eventsource-wasm/${name}`, own: version, dependencies: { "eventsource-wasm": `^${version}` } });
      assert.ok(`./${name}` in exports);
    });
    let project;
    await count.check(`${name}: npm installs it where ${original} was`, () => {
      const dependant = pack(folder, path.join(root, "tests/adapters/dependants", name));
      project = install(name, original, core, { dependant: `file:${dependant}` }, "--offline");
    });
    if (!project) continue;
    await count.check(`${name}: the dependant streams`, async () =>
      assert.deepEqual(await said(project, `import { messages } from "dependant"; console.log(JSON.stringify(await messages("${url}")));`), EXPECTED));
    await count.check(`${name}: import and require() give the entry's exports`, async () => {
      const list = (load) => said(project, `import { createRequire } from "node:module"; const require = createRequire(import.meta.url + "/x.js"); console.log(JSON.stringify(Object.keys(${load}).sort()));`);
      const entry = (await list(`await import("eventsource-wasm/${name}")`)).filter((one) => one !== "module.exports");
      assert.ok(entry.length > 0);
      assert.deepEqual(await list(`await import("${original}")`), entry);
      assert.deepEqual(await list(`require("${original}")`), entry);
    });
  }
  for (const name of fs.readdirSync(path.join(root, "tests/adapters/published"))) {
    const { dependencies, overrides } = json("tests/adapters/published", name, "package.json");
    const [[original, ours]] = Object.entries(overrides);
    await count.check(`${name}: streams with ours in the place of ${original}`, async () => {
      assert.equal(ours, `npm:@eventsource-wasm/${adapterOf(original)}@^${version}`);
      const project = install(name, original, core, dependencies, "--prefer-offline");
      fs.copyFileSync(path.join(root, "tests/adapters/published", name, "messages.js"), path.join(project, "messages.js"));
      const program = `import { messages } from "./messages.js"; console.log(JSON.stringify(await messages("${url}", ${JSON.stringify(HEADERS)}, ${EXPECTED.length})));`;
      assert.deepEqual(await said(project, program), EXPECTED);
    });
  }
} finally {
  server.closeAllConnections();
  server.close();
  remove();
}
count.close("adapters");
