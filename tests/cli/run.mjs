// `node tests/cli/run.mjs [--filter REGEX]`: runs the package's command as processes, against the real server.
import { parseArgs } from "node:util";
import { ServerStream } from "../behaviour/harness.mjs";
import { startServer } from "../server/server.mjs";
import { cases as command } from "./cases/command.mjs";
import { cases as connection } from "./cases/connection.mjs";
import { cases as output } from "./cases/output.mjs";
import { cases as request } from "./cases/request.mjs";
import { cases as slow } from "./cases/slow.mjs";
import { cases as terminal } from "./cases/terminal.mjs";
import { endAll, noTerminal } from "./command.mjs";

const { values } = parseArgs({ options: { filter: { type: "string", default: "" } } });
const filter = new RegExp(values.filter);
let passed = 0;
let failed = 0;

const server = await startServer();

/** Scripts the server's answers to the first, second, … request. The last one answers all further requests, too. */
async function script(...connections) {
  const stream = new ServerStream(server);
  await stream.control("/script", { method: "POST", body: JSON.stringify(connections) });
  return stream;
}

try {
  const withoutTerminal = await noTerminal();
  for (const { name, needs, run } of [...command, ...request, ...connection, ...output, ...slow, ...terminal]) {
    if (!filter.test(name)) continue;
    if (needs === "terminal" && withoutTerminal) {
      console.log(`skipped, since ${withoutTerminal}: ${name}`);
      continue;
    }
    try {
      await run({ script, server });
      passed++;
    } catch (error) {
      failed++;
      const place = /\/cases\/(\w+\.mjs:\d+)/.exec(error.stack)?.[1];
      console.log(`FAILED ${name}${place ? ` (${place})` : ""}\n  ${error.message}`);
    }
    await endAll();
  }
} finally {
  await endAll();
  await server.close();
}
console.log(`cli: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
