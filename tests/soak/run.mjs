// `npm run soak -- --minutes N [--sources N] [--seed N] [--write] [node node24 chromium]`: opens and closes sources for minutes, behind proxies that cut, stall,
// reset, slice, refuse and answer 5xx, with a server that restarts and tokens that expire, in tabs that are hidden, shown and frozen.
//
// Each phase lasts at most a minute, and ends with a calm: every source must receive everything that was sent; then all are closed, and memory is measured.
// Nothing may be lost, doubled, out of order, uncaught, stuck or leaked. `--seed` repeats the order of faults; `--write` writes the results to docs/soak.md.
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { PlainError } from "../../scripts/toolchain.mjs";
import { aligned } from "../../benches/report/page.mjs";
import { Count } from "../count.mjs";
import { openAbove } from "../faults/gate.mjs";
import { Weather } from "./faults.mjs";
import { writePage } from "./page.mjs";
import { openProxies, startPlaces } from "./places.mjs";
import { LiveServer } from "./server.mjs";
import { judgePlayer, listOf, merged, tableOf } from "./verdict.mjs";

const PLACES = ["node", "node24", "chromium"];
const PHASE = 60;
/** How long a source that is behind may wait for its next event once there are no more faults, in ms. */
const SETTLE = 30_000;
/** How long until the server notices that a stream was closed, and until `fetch` has dropped the connections that it kept, in ms. */
const [SEEN, KEPT] = [5000, 8000];
/** For a hundred sources: how long a token is valid, and the time between two faults that affect all, in ms. */
const [TOKEN_LIFE, WEATHER] = [8000, 600];
const REPORT_EACH = 15;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "10" }, sources: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) }, write: { type: "boolean" },
  },
});
const [seconds, sources, seed] = [Number(values.minutes) * 60, Number(values.sources), Number(values.seed)];
/** Two processors handle about sixty connections a second, so the more sources there are, the longer each one lasts. */
const ease = Math.max(1, sources / 100);
const names = positionals.length > 0 ? positionals : PLACES;
const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const count = new Count();
const met = {};
const state = { calm: true };
const began = Date.now();
const at = () => `${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s`;

/** Waits until `count` returns 0, or the time is over. Returns the last count. */
async function left(count, limit) {
  const until = Date.now() + limit;
  while ((await count()) > 0 && Date.now() < until) await pauseFor(100);
  return count();
}

/** Asks the players one after the other, because a hidden tab may be paused. */
async function settle(players, server) {
  const late = [];
  for (const { show, call, targets } of players) {
    await show?.();
    late.push(...(await call("settle", Object.fromEntries(targets.map(({ key }) => [key, server.position(key)])), SETTLE)));
  }
  return late;
}

async function phase({ players, stage }, server, proxies, weather, length) {
  for (const { call, targets } of players) await call("start", seed, targets, ease);
  server.go();
  state.calm = false;
  weather.start(server, proxies);
  stage?.start();
  for (let left = length; left > 0; left -= REPORT_EACH) {
    await pauseFor(Math.min(left, REPORT_EACH) * 1000);
    console.log(`${at()}: ${server.streams} streams open, ${server.responses} begun, ${proxies.reduce((sum, { size }) => sum + size, 0)} sockets at the proxies`);
  }
  await Promise.all([weather.stop(), stage?.stop()]);
  state.calm = true;
  await Promise.all(players.map(({ call }) => call("halted")));
  server.halt();
  const late = await settle(players, server);
  await Promise.all(players.map(({ call }) => call("stop")));
  const streams = await left(() => server.streams, SEEN);
  const sockets = await left(() => server.sockets(), KEPT);
  for (const player of players) (player.readings ??= []).push(await player.call("reading"));
  await count.check("every source gets all that was sent", () => fail(late.length > 0 && `${late.length} did not: ${late.slice(0, 5).join("; ")}`));
  await count.check("no stream is left at the server", () => fail(streams > 0 && `${streams} streams are open after everything was closed`));
  await count.check("no socket is left at the server", () => fail(sockets > 0 && `${sockets} sockets are open ${KEPT / 1000} s after everything was closed`));
  console.log(`${at()}: all closed; heap ${players.map(({ readings }) => (readings.at(-1).heap / (1 << 20)).toFixed(2)).join(", ")} MB`);
}

/** Adds the seed to each complaint, because it repeats the faults. */
function fail(what) {
  if (what) throw new PlainError(`${what}\n  seed ${seed}`);
}

async function soak() {
  const server = await LiveServer.open(TOKEN_LIFE * Math.sqrt(ease));
  const proxies = await openProxies(server.port, openAbove);
  const places = await startPlaces(names, Math.ceil(sources / names.length), seed, proxies, [Math.ceil(ease / 3), () => state.calm, met]);
  const { players } = places;
  const phases = Math.max(2, Math.ceil(seconds / PHASE));
  console.log(`${sources} sources in ${players.map(({ name }) => name).join(", ")}; ${seconds} s in ${phases} phases, seed ${seed}`);
  try {
    const weather = new Weather(seed, WEATHER * ease, met);
    for (let i = 0; i < phases; i++) await phase(places, server, proxies, weather, seconds / phases);
    for (const player of players) Object.assign(player, await player.call("report"));
    for (const player of players) player.exit = await player.close();
    for (const player of players) for (const [what, wrong] of judgePlayer(player, seconds / phases >= PHASE)) await count.check(`${player.name}: ${what}`, () => fail(wrong));
  } finally {
    for (const player of players) player.kill?.();
    await places.close();
    for (const proxy of proxies) proxy.close();
    await server.close();
  }
  const counts = merged(players.map((player) => player.counts));
  const result = {
    table: tableOf(players, places.version), seconds, seed,
    faults: listOf({ ...met, "401, the token had expired": server.refusedTokens }),
    failures: listOf(counts, (name) => name.startsWith("error ")).replaceAll("error ", ""),
    tabs: listOf(counts, (name) => name.startsWith("tab ")),
  };
  console.log(`\n${aligned(result.table)}\n\nfaults: ${result.faults}\nfailures reported: ${result.failures}\ntabs: ${result.tabs || "none"}\n`);
  if (values.write) writePage(result);
  count.close("soak");
}

await orExit(async () => {
  const unknown = names.filter((name) => !PLACES.includes(name));
  if (unknown.length > 0) throw new PlainError(`unknown: ${unknown.join(", ")}; there are ${PLACES.join(", ")}`);
  if (!(seconds > 0 && sources > 0 && seed > 0)) throw new PlainError("--minutes, --sources and --seed take numbers above 0");
  await soak();
});
