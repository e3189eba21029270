// Strict TypeScript, by every way to look for modules that knows of `exports`, and by the old one; with lib.dom, in a worker, and with
// neither. The declarations are checked, too (skipLibCheck: false).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { entries } from "./entries.mjs";

const RESOLUTIONS = { node16: "node16", nodenext: "nodenext", bundler: "esnext", node10: "commonjs" };
const LIBS = {
  "lib.dom": { lib: ["es2022", "dom", "dom.iterable"], types: [], leaves: [] },
  "lib.webworker": { lib: ["es2022", "webworker"], types: [], leaves: [] },
  "@types/node alone": { lib: ["es2022"], types: ["node"], leaves: ["dom.ts"] },
};

/** The fast compiler does everything; node10, which it has no more, is left to the older one, whose every run takes seconds. */
const COMPILERS = {
  "typescript-7": ["node16", "nodenext", "bundler"].flatMap((resolution) => Object.keys(LIBS).map((title) => [resolution, title])),
  typescript: [["node16", "lib.dom"], ["bundler", "@types/node alone"], ["node10", "lib.webworker"]],
};

/** Every entry can be imported. */
const all = entries.map(({ name }, i) => `import * as entry${i} from "${name}";\nexport { entry${i} };\n`).join("");

function complaints(project, compiler, compilerOptions, files) {
  project.write("tsconfig.json", JSON.stringify({ compilerOptions, files: files.map((name) => `src/${name}`) }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [project.bin(compiler, "bin/tsc"), "-p", "tsconfig.json", "--pretty", "false"], { cwd: project.folder, encoding: "utf8" });
  return status === 0 ? "" : stdout + stderr;
}

export async function types(project, _, { check, facts }) {
  facts.version = Object.keys(COMPILERS).map(project.version).join(" and ");
  project.write("src/all.ts", all);
  const sources = fs.readdirSync(path.join(project.folder, "src"));
  for (const [compiler, runs] of Object.entries(COMPILERS))
    for (const [resolution, title] of runs)
      await check(`TypeScript ${project.version(compiler)}, ${resolution}, ${title}`, () => {
        const { lib, types, leaves } = LIBS[title];
        const files = sources.filter((name) => !leaves.includes(name) && (/^node(16|next)/.test(resolution) || name !== "require.cts"));
        const options = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, noEmit: true, target: "es2022", module: RESOLUTIONS[resolution], moduleResolution: resolution, lib, types };
        assert.equal(complaints(project, compiler, options, files), "");
      });
}
