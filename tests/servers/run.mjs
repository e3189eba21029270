// `npm run test:servers [-- fastapi hono fastify axum nchan php] [--filter REGEX]`: the class with servers as
// they are used, in Node, and for some of them in a page of Chromium on another origin. Each is installed on first use, and left
// out only where its packages cannot be had.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import * as exports from "../../dist/index.js";
import { runCases } from "../behaviour/harness.mjs";
import { allCases } from "./cases/all.mjs";
import { Unavailable } from "./installed.mjs";
import { inPage } from "./page.mjs";
import { ServerProcess } from "./process.mjs";
import { Streams } from "./streams.mjs";

const NAMES = ["fastapi", "hono", "fastify", "axum", "nchan", "php"];
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { filter: { type: "string", default: "" } } });
const unknown = positionals.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}; there are ${NAMES.join(", ")}`);
  process.exit(2);
}
const filter = new RegExp(options.filter);
const published = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "events.json"), "utf8"));
const NOTHING = /$^/;

const total = { passed: 0, failed: 0 };

function report(where, results, output) {
  const failures = results.filter(({ error }) => error !== undefined);
  for (const { name, error } of failures) console.log(`FAILED ${where}: ${name}\n  ${error}`);
  if (failures.length > 0 && output) console.log(`  ${where} wrote last:\n${output}`);
  total.passed += results.length - failures.length;
  total.failed += failures.length;
  console.log(`${where}: ${results.length - failures.length} passed, ${failures.length} failed`);
}

/** The cases for a server, in Node. */
async function inNode(program, server) {
  const { cases = [], cannot = {} } = program;
  for (const [name, why] of Object.entries(cannot)) {
    if (!allCases.some((one) => one.name === name)) throw new Error(`${program.name} lists ${JSON.stringify(name)}, but there is no such case`);
    if (filter.test(name)) console.log(`  ${program.name} is not asked ${JSON.stringify(name)}: ${why}`);
  }
  const streams = program.streams?.(server) ?? Object.assign(new Streams(server.origin), { restart: () => server.restart() });
  const chosen = [...allCases.filter(({ name }) => !(name in cannot)), ...cases].filter(({ name }) => filter.test(name));
  const results = [];
  await runCases(chosen, { ...exports, scope: "node", server: streams, published, known: NOTHING }, (result) => void results.push(result));
  return results;
}

for (const name of positionals.length > 0 ? positionals : NAMES) {
  let server;
  try {
    const { default: program } = await import(`./${name}/start.mjs`);
    server = await ServerProcess.start(await program.install());
    report(`${name} in Node`, await inNode(program, server), server.output);
    if (program.browser) report(`${name} in Chromium`, await inPage(server, options.filter), server.output);
  } catch (error) {
    if (error instanceof Unavailable) {
      console.log(`${name}: skipped, since ${error.message}`);
      continue;
    }
    total.failed++;
    console.log(`${name}: ${error.stack ?? error}`);
  } finally {
    await server?.stop();
  }
}
console.log(`servers: ${total.passed} passed, ${total.failed} failed`);
// A connection that a server left half open must not hold the process.
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
