// Node's own `import` and `require()`, in every version that we support.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { runtime } from "../../scripts/runtimes.mjs";
import { entries } from "./entries.mjs";
import { checkCame, exportedNames } from "./expected.mjs";
import { writeApp } from "./project.mjs";
import { startServer } from "./server.mjs";

const LIMIT = 60_000;
const NODES = ["node22", "node24", "node26"];

const PROGRAMS = {
  "import.mjs": `import { entries } from "./entries.js";
import { useAll } from "./use.js";
console.log(JSON.stringify(await useAll(entries, { origin: process.argv[2] })));`,
  "require.cjs": `globalThis.EventSource = undefined;
const entries = { ${entries.map(({ name }) => `"${name}": require("${name}")`).join(", ")} };
import("./use.js").then(({ useAll }) => useAll(entries, { origin: process.argv[2] })).then((came) => console.log(JSON.stringify(came)));`,
};

export async function node(project, _, { check, facts }) {
  const names = exportedNames(project);
  writeApp(project);
  for (const [file, text] of Object.entries(PROGRAMS)) project.write(file, text);
  const server = await startServer();
  const seen = new Set();
  try {
    for (const { command, version, why } of [{ command: process.execPath, version: process.versions.node }, ...NODES.map(runtime)]) {
      if (why) {
        console.log(`  a Node is left out, since ${why}`);
        continue;
      }
      if (seen.has(command)) continue;
      seen.add(command);
      facts.version = [facts.version, version].filter(Boolean).join(", ");
      for (const file of Object.keys(PROGRAMS)) {
        const said = await promisify(execFile)(command, [file, server.origin], { cwd: project.folder, timeout: LIMIT }).then(({ stdout }) => JSON.parse(stdout), (error) => error.stderr || error.message);
        await checkCame(check, `Node ${version}`, { [file]: said }, names, [file]);
      }
    }
  } finally {
    server.close();
  }
}
