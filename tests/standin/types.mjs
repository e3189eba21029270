// Code that was written for the types of npm `eventsource` compiles with ours, in a project with lib.dom and in one that has only
// @types/node. It is compiled with npm's first: what does not compile there is no test of ours.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { examplesOf } from "./examples.mjs";

const LIBS = { "with lib.dom": ["es2023", "dom", "dom.iterable"], "with @types/node alone": ["es2023"] };
/** What the README's examples take as given. */
const GIVEN = `import { EventSource } from "eventsource";\ndeclare const es: EventSource, eventSource: EventSource;\n`;

/** The compiler's complaints about the files and about the declarations of `eventsource`; other packages' are not ours. */
function complaints(folder, consumer, files, lib) {
  const config = path.join(folder, "tsconfig.json");
  const compilerOptions = {
    target: "es2022", module: "nodenext", strict: true, noImplicitAny: false, noEmit: true, lib,
    types: ["node"], typeRoots: [path.join(consumer, "node_modules/@types")], skipLibCheck: false,
  };
  fs.writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", config, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  assert.equal(stderr, "");
  const lines = stdout.split("\n").filter((line) => /^\S/.test(line));
  return lines.filter((line) => files.some((file) => line.startsWith(file)) || /node_modules\/eventsource\/|^error/.test(line));
}

export function types({ npmModules, consumer, scratch }) {
  const npm = path.join(scratch, "types");
  fs.mkdirSync(npm);
  fs.symlinkSync(npmModules, path.join(npm, "node_modules"));
  fs.cpSync(path.join(consumer, "types"), path.join(npm, "types"), { recursive: true });
  for (const folder of [npm, consumer]) fs.writeFileSync(path.join(folder, "package.json"), `{"type":"module"}`);

  const readme = fs.readFileSync(path.join(npmModules, "eventsource/README.md"), "utf8");
  const examples = examplesOf(readme).map(({ code }, i) => {
    const name = `types/example-${i}.ts`;
    const given = /import.*\bEventSource\b/.test(code) ? "" : GIVEN.replace("es: EventSource, ", /const es\b/.test(code) ? "" : "$&");
    for (const folder of [npm, consumer]) fs.writeFileSync(path.join(folder, name), `${given}${code}\nexport {};\n`);
    return name;
  });

  return Object.entries(LIBS).map(([title, lib]) => ({
    name: `types ${title}: code for npm's, the README's examples, the SDK's declarations`,
    run() {
      const files = ["types/npm.ts", ...examples];
      assert.deepEqual(complaints(npm, consumer, files, lib), [], "npm's own");
      assert.deepEqual(complaints(consumer, consumer, [...files, "types/sdk.ts"], lib), []);
    },
  }));
}
