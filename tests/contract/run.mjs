// `npm run test:contract [-- --filter PATTERN]`: the service for LaunchDarkly's sse-contract-tests, driven through what their harness
// documents. None of it differs: a case that fails is a bug of ours.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Count } from "../count.mjs";
import { behaviour } from "./behaviour.mjs";
import { Case } from "./harness.mjs";
import { parsing } from "./parsing.mjs";

/** Cases at a time: most of them wait. */
const LANES = 8;

const { values } = parseArgs({ options: { filter: { type: "string", default: "" } } });

/** Listens to the types that are to come, has the chunks written, and compares what the service reports. */
const parses = ({ name, chunks, messages }) => ({
  name,
  async run(of) {
    await of.open();
    const connection = await of.connections.next();
    for (const type of new Set(messages.map(({ event }) => event?.type))) if (type && type !== "message") await of.command({ command: "listen", listen: { type } });
    await connection.write(...chunks);
    for (const expected of messages) {
      const message = await of.messages.next();
      // Not by deepEqual alone, which prints megabytes.
      const [got, wanted] = [message, expected].map((one) => JSON.stringify(one));
      assert.ok(got === wanted, `got ${got.slice(0, 200)}, expected ${wanted.slice(0, 200)}`);
    }
    assert.equal(of.messages.size, 0, "more came than should");
  },
});

const service = spawn(process.execPath, [path.join(import.meta.dirname, "service.mjs"), "0"], { stdio: ["ignore", "pipe", "inherit"] });
process.once("exit", () => service.kill("SIGKILL"));
const [url] = await once(createInterface(service.stdout), "line");

async function runCase({ run, answer }) {
  const of = new Case(`${url}/`, answer);
  try {
    await run(of);
  } finally {
    await of.close();
  }
}

const count = new Count();
const cases = [...parsing.map(parses), ...behaviour].filter(({ name }) => new RegExp(values.filter).test(name));
const waiting = cases.values();
await Promise.all(Array.from({ length: LANES }, async () => {
  for (const test of waiting) await count.check(test.name, () => runCase(test));
}));
await count.check("protocol: DELETE / ends the service", async () => {
  const ended = once(service, "exit");
  assert.equal((await fetch(url, { method: "DELETE" })).status, 204);
  assert.deepEqual(await ended, [0, null]);
});
count.close("contract");
