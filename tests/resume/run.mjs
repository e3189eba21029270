// `node tests/resume/run.mjs [--filter REGEX] [--seed N]`: every recipe of docs/resuming.md against a server that speaks its protocol, with
// connections cut after each event and at random bytes. The servers' packages are installed on first use.
import path from "node:path";
import { parseArgs } from "node:util";
import { Count } from "../count.mjs";
import { npmPackages, Unavailable } from "../servers/installed.mjs";
import { ServerProcess } from "../servers/process.mjs";
import { casesFor, comesEarly, comesLate } from "./cases.mjs";
import { recipes } from "./recipes.mjs";

const here = import.meta.dirname;
/** Most of a life is waiting. */
const LANES = 12;

const { values } = parseArgs({ options: { filter: { type: "string", default: "" }, seed: { type: "string", default: "1" } } });
const filter = new RegExp(values.filter);
const count = new Count();

async function inLanes(cases) {
  const lane = async () => {
    for (let next; (next = cases.shift()); ) await count.check(...next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

const start = (file) => ServerProcess.start(({ port }) => ({ command: process.execPath, args: [path.join(here, "servers", file), String(port)] }));

/** The recipes whose servers can be had. */
async function available() {
  try {
    await npmPackages("resume", here);
    return recipes;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`resume: only the stand-in is run, since ${error.message}`);
    return recipes.filter(({ needsNothing }) => needsNothing);
  }
}

/** Cases of one recipe alone. */
const OWN = {
  MCP: [["resumed before the server has noticed the cut", comesEarly]],
  "AI SDK": [["a resume that comes too late is told", (_recipe, origin) => comesLate(origin)]],
};

const servers = new Map();
for (const recipe of await available()) {
  const { name, file } = recipe;
  if (!servers.has(file)) servers.set(file, await start(file));
  const { origin } = servers.get(file);
  const own = (OWN[name] ?? []).map(([title, run]) => [title, () => run(recipe, origin)]);
  const cases = [...(await casesFor(recipe, origin, Number(values.seed))), ...own].map(([title, run]) => [`${name}: ${title}`, run]);
  const chosen = cases.filter(([title]) => filter.test(title));
  if (chosen.length > 0) console.log(`${name}: ${chosen.length} lives`);
  await inLanes(chosen);
}
for (const server of servers.values()) await server.stop();
count.close("servers");
// A connection that a server left half open must not hold the process.
process.exit();
