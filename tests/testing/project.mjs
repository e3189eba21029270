// A user's project: the real test frameworks, our package from its tarball, and the recipes as docs/testing.md has them.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { pack, unpack } from "../../scripts/pack.mjs";
import { browsers, root } from "../../scripts/toolchain.mjs";
import { linkedProject } from "../servers/installed.mjs";

const here = import.meta.dirname;
const RECIPE = /^<!-- not run: tests\/testing: (?:(\w+) )?(\S+) -->\n```js\n([^]*?)^```$/gm;

/** Each recipe of the page: the framework that runs it, none for the code under test; its file, and its text. */
export function recipes() {
  const text = fs.readFileSync(path.join(root, "docs/testing.md"), "utf8");
  return [...text.matchAll(RECIPE)].map(([, framework, file, code]) => ({ framework, file, code }));
}

/** For Jest without ES modules: what Babel would make of a recipe. */
async function asScript(folder, file) {
  await build({ entryPoints: [path.join(folder, file)], outfile: path.join(folder, file.replace(/js$/, "cjs")), bundle: true, packages: "external", format: "cjs", platform: "node", logLevel: "warning" });
}

export async function makeProject() {
  const { folder, modules, remove } = await linkedProject("testing", here);
  unpack(pack(folder), path.join(modules, "eventsource-wasm"));
  for (const part of ["app", "cases", "page.js", "package.json"]) fs.cpSync(path.join(here, part), path.join(folder, part), { recursive: true });
  for (const { file, code } of recipes()) fs.writeFileSync(path.join(folder, file), code);
  for (const { framework, file } of recipes()) if (framework === "jest") await asScript(folder, file);
  await build({ entryPoints: [path.join(folder, "app/page.js")], outfile: path.join(folder, "app/bundle.js"), bundle: true, format: "esm", logLevel: "warning" });
  return { folder, chromium: browsers.chromium(), close: remove };
}
