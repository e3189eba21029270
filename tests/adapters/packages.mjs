// `node tests/adapters/packages.mjs`: packages/, packed as they are published. npm installs each in an empty project, by an entry of its `overrides`,
// under a dependant that names the original; the dependant's code then streams, in Node, where no original runs.
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

const server = http.createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream", connection: "close" });
  response.end(EXPECTED.map(([event, data, id]) => `event: ${event}\ndata: ${data}\nid: ${id}\n\n`).join(""));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const count = new Count();
const { folder, remove } = temporaryFolder("eventsource-wasm-adapters");

/** A project with the dependant, and with ours in the original's place. */
function install(name, original, core) {
  const project = path.join(folder, name);
  fs.cpSync(path.join(root, "tests/adapters/dependants", name), path.join(project, "dependant"), { recursive: true });
  const adapter = pack(project, path.join(root, "packages", name));
  const manifest = {
    private: true, type: "module",
    dependencies: { dependant: `file:${pack(project, path.join(project, "dependant"))}`, "eventsource-wasm": `file:${core}` },
    overrides: { [original]: `file:${adapter}`, "eventsource-wasm": "$eventsource-wasm" },
  };
  fs.rmSync(path.join(project, "dependant"), { recursive: true });
  fs.writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  return project;
}

const said = async (project, program) => JSON.parse((await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { cwd: project, timeout: LIMIT })).stdout);

try {
  const core = pack(folder);
  for (const name of names) {
    const { name: published, version: own, dependencies } = json("packages", name, "package.json");
    const [original] = Object.keys(json("tests/adapters/dependants", name, "package.json").dependencies);
    await count.check(`${name}: the version is the core's, and the entry is one of its`, () => {
      assert.deepEqual({ published, own, dependencies }, { published: `@eventsource-wasm/${name}`, own: version, dependencies: { "eventsource-wasm": `^${version}` } });
      assert.ok(`./${name}` in exports);
    });
    let project;
    await count.check(`${name}: npm installs it where ${original} was`, () => {
      project = install(name, original, core);
      const lies = JSON.parse(fs.readFileSync(path.join(project, "node_modules", original, "package.json"), "utf8"));
      assert.equal(lies.name, published);
      // One core, whoever asks for it.
      assert.ok(!fs.existsSync(path.join(project, "node_modules", original, "node_modules")));
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
} finally {
  server.closeAllConnections();
  server.close();
  remove();
}
count.close("adapters");
