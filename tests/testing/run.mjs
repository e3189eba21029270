// `npm run test:testing`: the recipes of docs/testing.md and our own cases about fake timers, by the real frameworks.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { Count } from "../count.mjs";
import { unusedPort } from "../server/unused-port.mjs";
import { Unavailable } from "../servers/installed.mjs";
import { makeProject, recipes } from "./project.mjs";

const LIMIT = 60_000;
const modules = { NODE_OPTIONS: "--experimental-vm-modules --no-warnings" };

const jestConfig = (file) =>
  JSON.stringify({ rootDir: ".", testMatch: [`**/${file}`], moduleFileExtensions: ["js", "cjs", "mjs"], transform: {}, fakeTimers: { enableGlobally: file.includes("globally") } });

/** For each framework: its command, and where it says how many tests have passed. */
const FRAMEWORKS = {
  vitest: { args: (file) => ["node_modules/vitest/vitest.mjs", "run", "--no-color", file], passed: /Tests +(\d+) passed \(\1\)/ },
  jest: { args: (file) => ["node_modules/jest/bin/jest.js", "--config", jestConfig(file)], env: modules, passed: /Tests: +(\d+) passed, \1 total/ },
  node: { args: (file) => ["--test-reporter=tap", file], passed: /^# pass (\d+)$/m },
  playwright: { args: (file) => ["node_modules/@playwright/test/cli.js", "test", "--config", "app/playwright.config.js", file], passed: /^ +(\d+) passed/m },
};

const count = new Count();

async function runFile({ folder, chromium }, framework, file) {
  const { args, env, passed } = FRAMEWORKS[framework];
  if (framework === "playwright" && !chromium) throw new Error("there is no Chromium");
  const child = spawn(process.execPath, args(file), { cwd: folder, env: { ...process.env, CI: "1", ...env, CHROMIUM: chromium ?? "", PAGE_PORT: String(await unusedPort()) }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding("utf8").on("data", (text) => (output += text));
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  // A test in a loop runs several times.
  const expected = fs.readFileSync(path.join(folder, file), "utf8").match(/^ *(?:\(0, import_\w+\.)?test\)?\(/gm)?.length;
  const [, seen] = passed.exec(output) ?? [];
  if (code !== 0 || !expected || !(Number(seen) >= expected)) throw new Error(`${seen ?? "none"} of ${expected} passed, exit code ${code}\n${output.slice(-3000)}`);
}

let project;
try {
  project = await makeProject();
  const files = recipes().filter(({ framework }) => framework);
  for (const name of Object.keys(FRAMEWORKS)) if (!files.some(({ framework }) => framework === name)) throw new Error(`docs/testing.md has no recipe for ${name}`);
  for (const { framework, file } of files) {
    await count.check(`${framework}: the recipe`, () => runFile(project, framework, file));
    if (framework === "jest") await count.check(`${framework}: the recipe by require()`, () => runFile(project, framework, file.replace(/js$/, "cjs")));
  }
  for (const file of fs.readdirSync(path.join(project.folder, "cases"))) await count.check(`our own cases: ${file}`, () => runFile(project, file.split(".").at(-3), `cases/${file}`));
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  await count.check("the frameworks' packages", () => Promise.reject(error));
} finally {
  project?.close();
}
count.close("testing");
