// `npm run test:standin [-- --filter X]`: our package where npm `eventsource` was, in a real project; see docs/STANDIN.md.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { rivalModules } from "../../scripts/rivals.mjs";
import { examples } from "./examples.mjs";
import { layout } from "./layout.mjs";
import { makeProject } from "./project.mjs";
import { types } from "./types.mjs";

/** Longer than all cases of a file may take. */
const LIMIT = 120_000;
const { values } = parseArgs({ options: { filter: { type: "string", default: "" } } });
const wanted = new RegExp(values.filter);

/** The cases of a file of the project, in a process of its own. */
async function* inProject(folder, name, env) {
  const child = spawn(process.execPath, ["consumer/run.mjs", `consumer/${name}.mjs`, values.filter], { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  try {
    await new Promise((resolve) => child.on("close", resolve));
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
  const results = output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  for (const result of results) if (result.name) yield { ...result, name: `${name}: ${result.name}` };
  if (!results.at(-1)?.done) yield { name, error: "the cases did not come to their end" };
}

async function* oneByOne(cases) {
  for (const { name, run, leftOut } of cases.filter(({ name }) => wanted.test(name))) {
    if (leftOut) console.log(`  left out: ${name}: ${leftOut}`);
    else yield { name, error: await Promise.resolve().then(run).then(() => undefined, (error) => String(error.stack ?? error)) };
  }
}

let passed = 0;
let failed = 0;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-examples-"));
let project;
try {
  const npmModules = rivalModules();
  project = makeProject();
  const { folder } = project;
  const groups = [
    oneByOne(layout(folder)),
    ...["exports", "differences", "sse", "streamable-http"].map((name) => inProject(folder, name, { NPM_EVENTSOURCE: path.join(npmModules, "eventsource/dist/index.js") })),
    oneByOne(await examples({ npmModules, consumer: folder, scratch })),
    oneByOne(types({ npmModules, consumer: folder, scratch })),
  ];
  for (const group of groups)
    for await (const { name, error } of group) {
      if (error === undefined) passed++;
      else {
        failed++;
        console.log(`FAILED ${name}\n  ${error.replaceAll("\n", "\n  ")}`);
      }
    }
} finally {
  project?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
console.log(`standin: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
