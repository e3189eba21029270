// `npm run test:faults [-- node chromium firefox] [--step N] [--only TEXT]`: the class behind a proxy that cuts, slices, stalls, refuses and delays.
// Whatever happens, no event is lost, doubled, torn or out of order. `--step`: bytes between two cuts; `--only`: groups whose name has the text.
import { parseArgs } from "node:util";
import { Gate } from "./gate.mjs";
import { judge, worse } from "./judge.mjs";
import { crossOrigin, describe, harmed, refused, timedOut } from "./lives.mjs";
import { startPlayer } from "./players.mjs";
import { Proxy } from "./proxy.mjs";
import { startServer } from "./server.mjs";
import { LAST, TYPES } from "./stream.mjs";
import { measure } from "./wire.mjs";

const RUNTIMES = ["node", "chromium", "firefox"];
/** How long a life may take, in ms. It waits 3 s for each reconnect if the server's reconnection time did not arrive. */
const LIMIT = 60_000;
/** How many complaints about a group are printed. */
const SHOWN = 5;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { step: { type: "string" }, only: { type: "string", default: "" } } });
const runtimes = positionals.length > 0 ? positionals : RUNTIMES;
const unknown = runtimes.filter((name) => !RUNTIMES.includes(name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(", ")}; there are ${RUNTIMES.join(", ")}`);
  process.exit(2);
}

const QUERIES = ["ids=1", "ids=1&framing=close", "ids=0", "ids=0&framing=close"];
const total = { passed: 0, failed: 0 };
const gates = new Map();
/** The proxy's record of each life, by key. */
const notes = new Map();
const server = await startServer((path, query) => {
  const key = query.get("life");
  if (path === "/first-event") notes.get(key)?.reportFirstEvent();
  gates.get(path)?.report(key, Number(query.get("errors")));
  return path === "/first-event" || gates.has(path);
});
const [proxy, other] = [new Proxy(server.port), new Proxy(server.port)];

async function openGate() {
  const gate = await Gate.open(server.port);
  gates.set(`/gate/${gates.size}`, gate);
  return gate;
}

/** Plans a life, and returns what its player needs to know about it. */
function script(life) {
  const key = String(notes.size);
  const via = life.via ?? proxy;
  const observed = via.plan(key, life.faults);
  notes.set(key, observed);
  const control = `http://127.0.0.1:${server.port}`;
  const gate = [...gates].find(([, one]) => one === life.gate)?.[0];
  return {
    life,
    observed,
    forPlayer: {
      key, init: life.init, types: TYPES, last: LAST, limit: LIMIT,
      url: `http://127.0.0.1:${via.port}/events?${life.stream.query}&life=${key}`,
      onFirstEvent: life.reportsFirstEvent && `${control}/first-event?life=${key}`,
      onError: gate && `${control}${gate}?life=${key}`,
    },
  };
}

async function playLives(player, lives, options) {
  const scripts = lives.map(script);
  const records = new Map((await player.play(scripts.map(({ forPlayer }) => forPlayer), options)).map((record) => [record.key, record]));
  return scripts.map(({ life, observed, forPlayer }) => ({ life, observed, record: records.get(forPlayer.key) }));
}

/** Returns the complaints about a group's lives, and the number of cuts made. */
async function playGroup(player, runtime, { lives, native }) {
  const played = await playLives(player, lives);
  const natives = native ? await playLives(player, lives, { native }) : [];
  const complaints = played.flatMap(({ life, observed, record }, i) => {
    const complaint = native ? worse(record, natives[i].record) : judge(record, observed, life, runtime === "node");
    return complaint ? [`${life.stream.query} ${JSON.stringify(life.faults)}: ${complaint}`] : [];
  });
  return { complaints, cuts: played.reduce((sum, { observed }) => sum + observed.cuts, 0) };
}

async function playRuntime(runtime) {
  const began = Date.now();
  const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
  const isBrowser = runtime !== "node";
  const step = Number(values.step ?? (isBrowser ? 9 : 1));
  const streams = await Promise.all(QUERIES.map(async (query) => describe(query, await measure(server.port, query))));
  const groups = [
    ...harmed(streams, step, isBrowser),
    ...timedOut(streams, step),
    ...refused(streams, await Promise.all(Array.from({ length: isBrowser ? 4 : 10 }, openGate))),
    ...(isBrowser ? crossOrigin(streams, step, other) : []),
  ];
  const player = await startPlayer(runtime, `http://127.0.0.1:${proxy.port}`);
  const sum = { lives: 0, cuts: 0 };
  try {
    for (const group of groups.filter(({ name }) => name.includes(values.only))) {
      const since = Date.now();
      const { complaints, cuts } = await playGroup(player, runtime, group);
      const passed = group.lives.length - complaints.length;
      console.log(`${runtime}, ${group.name}: ${passed} lives passed, ${complaints.length} failed; ${cuts} cuts, ${seconds(since)}`);
      for (const complaint of complaints.slice(0, SHOWN)) console.log(`  ✗ ${complaint}`);
      if (complaints.length > SHOWN) console.log(`  … and ${complaints.length - SHOWN} more`);
      total.passed += passed;
      total.failed += complaints.length;
      sum.lives += group.lives.length;
      sum.cuts += cuts;
    }
  } finally {
    await player.close();
  }
  console.log(`${player.version}: ${sum.lives} lives, ${sum.cuts} cuts, ${seconds(began)}`);
}

try {
  await Promise.all([proxy.open(), other.open()]);
  for (const runtime of runtimes)
    await playRuntime(runtime).catch((error) => {
      total.failed++;
      console.log(`${runtime}: ${error.stack ?? error}`);
    });
} finally {
  for (const one of [proxy, other, ...[...gates.values()].map((gate) => gate.proxy)]) one.close();
  await server.close();
}
console.log(`faults: ${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
