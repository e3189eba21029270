// `npm run docs:api`: the API reference, made of the declarations in dist/ by TypeDoc, as Markdown in build/api/, where the site finds it.
// TypeDoc needs a TypeScript that has an API in JavaScript, which ours has not: both are installed on first use.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { entries } from "../tests/packaging/entries.mjs";
import { build } from "./build.mjs";
import { cached } from "./npm-cache.mjs";
import { orExit } from "./setup.mjs";
import { PlainError, root } from "./toolchain.mjs";

const FOLDER = path.join(root, "build/api");
const PACKAGES = ["typedoc@0.28.20", "typedoc-plugin-markdown@4.9.0", "typescript@5.9.3"];

const OPTIONS = {
  name: "eventsource-wasm", readme: "none", logLevel: "Error", disableSources: true, excludeExternals: true,
  // The declarations are checked where they are made and packed (the stages "types" and "packaging").
  skipErrorChecking: true,
  outputFileStrategy: "modules", hideBreadcrumbs: true, hidePageHeader: true, useCodeBlocks: true, useHTMLAnchors: true, parametersFormat: "table",
};
const COMPILER = { target: "es2022", module: "nodenext", lib: ["es2023", "dom", "dom.iterable"], types: [], strict: true, skipLibCheck: true, noEmit: true };

/** The entries with declarations of their own: `eventsource-wasm/js` has the same as `eventsource-wasm`. */
function documented() {
  const withTypes = entries.map(({ name, file }) => ({ name, types: path.join(root, file.replace(/\.js$/, ".d.ts")) }));
  return withTypes.filter(({ types }) => fs.readFileSync(types, "utf8").replace(/^export (?:\* from ".*"|\{\});$/gm, "").trim() !== "");
}

/** Writes a page for each entry; dist/ has to be there. */
export function makeApi() {
  const modules = path.join(cached("typedoc", PACKAGES), "node_modules");
  const work = `${FOLDER}.${process.pid}`;
  const write = (name, value) => fs.writeFileSync(path.join(work, name), JSON.stringify(value));
  const pages = documented();
  fs.mkdirSync(work, { recursive: true });
  try {
    const entryPoints = pages.map(({ types }) => types);
    write("tsconfig.json", { compilerOptions: COMPILER, files: entryPoints });
    write("typedoc.json", {
      ...OPTIONS, entryPoints, tsconfig: path.join(work, "tsconfig.json"),
      plugin: [path.join(modules, "typedoc-plugin-markdown/dist/index.js")], outputs: [{ name: "markdown", path: path.join(work, "pages") }],
    });
    execFileSync(process.execPath, [path.join(modules, "typedoc/bin/typedoc"), "--options", path.join(work, "typedoc.json")], { stdio: ["ignore", "ignore", "inherit"] });
    fs.rmSync(FOLDER, { recursive: true, force: true });
    fs.mkdirSync(FOLDER);
    for (const { name, types } of pages) {
      const page = `${path.basename(types, ".d.ts")}.md`;
      const text = fs.readFileSync(path.join(work, "pages", page), "utf8");
      if (!/^# .*\n/.test(text)) throw new PlainError(`TypeDoc's page of ${name} has no title`);
      fs.writeFileSync(path.join(FOLDER, page), text.replace(/^# .*/, `# ${name}`));
    }
  } finally {
    fs.rmSync(work, { recursive: true });
  }
  return pages.map(({ name }) => name);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await orExit(async () => {
    await build();
    console.log(`${path.relative(root, FOLDER)}/ has the reference of ${makeApi().join(", ")}: \`npm start\` and \`npm run build:site\` show it.`);
  });
