// A user's project: the real test frameworks, our package from its tarball, and the recipes as docs/testing.md has them.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { pack } from "../../scripts/pack.mjs";
import { browsers, cache, root } from "../../scripts/toolchain.mjs";
import { npmPackages } from "../servers/installed.mjs";

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
  await npmPackages("testing", here);
  // Beside the cached packages, so that they can be linked rather than copied.
  const folder = fs.mkdtempSync(path.join(cache, "testing-project-"));
  const close = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const modules = path.join(folder, "node_modules");
    execFileSync("cp", ["-al", fs.realpathSync(path.join(here, "node_modules")), modules]);
    fs.mkdirSync(path.join(modules, "eventsource-wasm"));
    execFileSync("tar", ["-xzf", pack(folder), "-C", path.join(modules, "eventsource-wasm"), "--strip-components=1"]);
    for (const part of ["app", "cases", "page.js", "package.json"]) fs.cpSync(path.join(here, part), path.join(folder, part), { recursive: true });
    for (const { file, code } of recipes()) fs.writeFileSync(path.join(folder, file), code);
    for (const { framework, file } of recipes()) if (framework === "jest") await asScript(folder, file);
    await build({ entryPoints: [path.join(folder, "app/page.js")], outfile: path.join(folder, "app/bundle.js"), bundle: true, format: "esm", logLevel: "warning" });
    return { folder, chromium: browsers.chromium(), close };
  } catch (error) {
    close();
    throw error;
  }
}
