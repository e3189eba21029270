// A project of a user, in a folder of its own: our package and the ones that moving.md comes from are installed in it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build, transform } from "esbuild";
import { RIVALS, rivalModules } from "../../scripts/rivals.mjs";
import { root } from "../../scripts/toolchain.mjs";

export function startProject() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-docs-"));
  // However this ends.
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  const modules = path.join(folder, "node_modules");
  const link = (name, target) => {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(target, path.join(modules, name));
  };
  link("eventsource-wasm", root);
  const rivals = rivalModules();
  for (const name of Object.keys(RIVALS)) link(name, path.join(rivals, name));
  fs.writeFileSync(path.join(folder, "package.json"), `{"private":true,"type":"module"}`);
  return { folder };
}

/** A block with what it takes as given. */
export const programOf = ({ mark, code }) => [...mark.given, code].join("\n");

/** The same as JavaScript for Node. */
export async function moduleFor({ folder }, block) {
  const { code } = await transform(programOf(block), { loader: "ts", format: "esm", target: "node20" });
  const file = path.join(folder, `${block.name.replace(/\W+/g, "-")}.mjs`);
  fs.writeFileSync(file, code);
  return file;
}

/** The same for a browser, with its imports in it, as a bundler makes it. */
export async function bundleFor({ folder }, program, { isWorker = false } = {}) {
  const { outputFiles } = await build({
    // A worker can be classic; a page's module may await at its top level.
    stdin: { contents: program, loader: "ts", resolveDir: folder }, bundle: true, write: false, format: isWorker ? "iife" : "esm", target: "es2022", logLevel: "silent",
  });
  return outputFiles[0].text;
}
