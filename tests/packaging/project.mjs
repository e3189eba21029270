// A consumer's project: a folder within the one that its packages are kept in, by which Node and bundlers find them, as in a
// workspace; with today's tarball in a `node_modules` of its own.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { install, kept } from "../../scripts/npm-cache.mjs";
import { pack, unpack } from "../../scripts/pack.mjs";
import { root } from "../../scripts/toolchain.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";
import { entries } from "./entries.mjs";

const here = path.join(root, "tests/packaging");

/** The tarball, in a folder of its own. */
export function makeTarball() {
  const { folder, remove } = temporaryFolder("eventsource-wasm-tarball");
  return { tarball: pack(folder), remove };
}

/** Projects of runs that were killed. */
function removeLeft(folder) {
  for (const name of fs.readdirSync(folder)) {
    const pid = /^run-(\d+)-/.exec(name)?.[1];
    if (pid && !fs.existsSync(`/proc/${pid}`) && process.platform === "linux") fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/** The packages' folder. @throws what npm says, where they cannot be had */
function packages(name, dependencies) {
  const specs = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
  return kept(`consumer-${name}`, specs.join(" "), specs.join(", "), (folder) => install(folder, specs, { force: false }));
}

/** What a project needs besides ours; none where it has no package.json. */
function dependenciesOf(from) {
  const manifest = path.join(from, "package.json");
  if (!fs.existsSync(manifest)) return {};
  const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  const { "eventsource-wasm": _, ...others } = { ...dependencies, ...devDependencies };
  return others;
}

/** A project with a consumer's files, or with those of `from`. Consumers of one name and the same packages share them. */
export function makeProject(name, tarball, from = path.join(here, "consumers", name)) {
  const dependencies = dependenciesOf(from);
  const hasNone = Object.keys(dependencies).length === 0;
  const kept = hasNone ? os.tmpdir() : packages(name, dependencies);
  if (!hasNone) removeLeft(kept);
  const { folder, remove } = temporaryFolder(hasNone ? "eventsource-wasm-consumer" : `run-${process.pid}`, kept);
  fs.cpSync(from, folder, { recursive: true });
  unpack(tarball, path.join(folder, "node_modules/eventsource-wasm"));
  return {
    folder,
    remove,
    /** Of one of its packages. */
    version: (name) => JSON.parse(fs.readFileSync(path.join(kept, "node_modules", name, "package.json"), "utf8")).version,
    bin: (name, file) => path.join(kept, "node_modules", name, file),
    write: (file, text) => {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    },
  };
}

/** A module with all entries; `address` is what they are imported by. */
export const entriesModule = (address = ({ name }) => name, chosen = entries) =>
  `import "./without-native.js";\n${chosen.map((entry, i) => `import * as entry${i} from ${JSON.stringify(address(entry))};\n`).join("")}` +
  `export const entries = { ${chosen.map(({ name }, i) => `${JSON.stringify(name)}: entry${i}`).join(", ")} };\n`;

/** The application: a page, a worker and a service worker that use all entries. `workers` and `wasm` name the variant of a part. */
export function writeApp(project, { folder = ".", workers = "by-url", wasm = "found", module = entriesModule() } = {}) {
  const from = path.join(here, "app");
  for (const name of ["index.html", "page.js", "sw.js", "use.js", "without-native.js", "worker.js"]) project.write(path.join(folder, name), fs.readFileSync(path.join(from, name)));
  project.write(path.join(folder, "workers.js"), fs.readFileSync(path.join(from, `workers-${workers}.js`)));
  project.write(path.join(folder, "wasm.js"), fs.readFileSync(path.join(from, `wasm-${wasm}.js`)));
  project.write(path.join(folder, "entries.js"), module);
}
