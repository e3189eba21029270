// A real project that has our tarball where it asks for npm `eventsource`, by the lines of docs/STANDIN.md.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { kept } from "../../scripts/npm-cache.mjs";
import { pack, unpack } from "../../scripts/pack.mjs";
import { root } from "../../scripts/toolchain.mjs";

/** What the tests' own files need beside the dependants. */
const TOOLS = { undici: "7.30.2", "@types/node": "22.20.5" };
const TARBALL = "eventsource-wasm.tgz";

/** The lines that docs/STANDIN.md tells to write. */
export function documented() {
  const page = fs.readFileSync(path.join(root, "docs/STANDIN.md"), "utf8");
  return JSON.parse(/```json\n([^]*?)```/.exec(page)[1]);
}

/** They, with our tarball for the published package. An absolute path: npm takes a relative one for one in the dependant's folder. */
function packageJson(tarball) {
  const lines = JSON.stringify(documented()).replaceAll(/npm:eventsource-wasm@[^"]*/g, `file:${tarball}`);
  const { dependencies, overrides } = JSON.parse(lines);
  return { name: "consumer", private: true, type: "module", dependencies: { ...dependencies, ...TOOLS }, overrides };
}

function makeTarball(folder) {
  const tarball = path.join(folder, TARBALL);
  fs.renameSync(pack(folder), tarball);
  return tarball;
}

function install(folder) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(packageJson(makeTarball(folder)), null, 2));
  const args = ["install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", "--no-package-lock"];
  execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
}

/** Every package in a `node_modules`, however deep: where it lies, as what it was asked for, what it is. */
export function* installed(modules) {
  for (const entry of fs.readdirSync(modules, { withFileTypes: true })) {
    const folder = path.join(modules, entry.name);
    if (entry.name.startsWith("@")) yield* installed(folder);
    const file = path.join(folder, "package.json");
    if (fs.existsSync(file)) yield { folder, as: entry.name, name: JSON.parse(fs.readFileSync(file, "utf8")).name };
    const inner = path.join(folder, "node_modules");
    if (fs.existsSync(inner)) yield* installed(inner);
  }
}

/** What npm looks at in our package.json when it decides what to put where. */
function layoutKey() {
  const { version, engines, dependencies, peerDependencies } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return JSON.stringify([packageJson(""), version, engines, dependencies, peerDependencies]);
}

/** A fresh copy of the project. Where npm has put things is kept; what is in our package is today's. */
export function makeProject() {
  const title = Object.entries(documented().dependencies).map(([name, spec]) => `${name}@${spec}`).join(", ");
  const cached = kept("standin", layoutKey(), title, install);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-standin-"));
  execFileSync("cp", ["-a", `${cached}/.`, folder]);
  const tarball = makeTarball(folder);
  for (const { folder: place, name } of installed(path.join(folder, "node_modules"))) {
    if (name === "eventsource-wasm") unpack(tarball, place);
  }
  const files = path.join(root, "tests/standin");
  for (const part of ["consumer", "types"]) fs.cpSync(path.join(files, part), path.join(folder, part), { recursive: true });
  return { folder, close: () => fs.rmSync(folder, { recursive: true, force: true }) };
}
