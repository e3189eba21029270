// The entries of the package, as package.json's `exports` has them: a new one is tested as soon as it stands there.
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";

export const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

/** The file of an export for the conditions that hold, as Node looks for it. */
export function fileOf(target, conditions) {
  if (typeof target === "string") return target;
  for (const [condition, inner] of Object.entries(target ?? {})) {
    const file = condition === "default" || conditions.includes(condition) ? fileOf(inner, conditions) : undefined;
    if (file) return file;
  }
}

/** Every file that an export names, under whatever condition. */
export const filesOf = (target) => (typeof target === "string" ? [target] : Object.values(target).flatMap(filesOf));

/** The modules among the exports: the name to import, its last part (`index` for the package's own), and its ES module. */
export const entries = Object.entries(manifest.exports)
  .map(([subpath, target]) => ({ name: manifest.name + subpath.slice(1), slug: path.basename(subpath) === "." ? "index" : subpath.slice(2).replaceAll("/", "-"), target, file: fileOf(target, ["import"]) }))
  .filter(({ target, file }) => file.endsWith(".js") && fileOf(target, ["require"]) !== file)
  .map((entry) => ({ ...entry, hasSideEffects: manifest.sideEffects.includes(entry.file) }));

/** What the package has for assistants. They find it in node_modules, where there are no docs/. */
export const FOR_ASSISTANTS = ["llms.txt", "skills/eventsource-wasm/SKILL.md"];
