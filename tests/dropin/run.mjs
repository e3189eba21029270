// `npm run test:dropin [-- --filter REGEX] [--write]`: the libraries that take "an EventSource", real and pinned, each with the one line that gives
// them ours, against a server that refuses what comes without our header. `--write` puts what was seen into docs/DROPIN.md.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Count } from "../count.mjs";
import { Unavailable } from "../servers/installed.mjs";
import { writePage } from "./page.mjs";
import { makeProject } from "./project.mjs";
import { startVisits } from "./visit.mjs";

const LIMIT = 60_000;
const LANES = 2;
const { values } = parseArgs({ options: { filter: { type: "string", default: "" }, write: { type: "boolean", default: false } } });
const wanted = new RegExp(values.filter);
const names = fs.readdirSync(path.join(import.meta.dirname, "cases")).map((file) => path.basename(file, ".mjs"));
const count = new Count();

/** A case with a script in pages/ runs in Chromium, the others in a process of their own. */
const runCase = (name, folder, { visit }) => (fs.existsSync(path.join(folder, "pages", `${name}.js`)) ? visit(name) : runProcess(name, folder));

async function runProcess(name, folder) {
  const child = spawn(process.execPath, ["one.mjs", name], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding("utf8").on("data", (text) => (output += text));
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  if (code !== 0 || !output.includes("DROPIN passed")) throw new Error(output.slice(-2000) || "killed: it did not come to its end");
}

let project;
let visits;
try {
  project = await makeProject();
  const { folder } = project;
  visits = startVisits(folder);
  const waiting = names.filter((name) => wanted.test(name));
  const lane = async () => {
    for (let name; (name = waiting.shift()); ) await count.check(name, () => runCase(name, folder, visits));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await count.check("docs/DROPIN.md says what the cases say", () => writePage(folder, names, values.write));
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  await count.check("the libraries' packages", () => Promise.reject(error));
} finally {
  await visits?.close();
  project?.close();
}
count.close("dropin");
