// Judges a run at its end, and prints its results.
import { eventOf, sumWith } from "./stream.mjs";

/**
 * How much a JS heap may grow after the first reading. After one minute, ten more added at most 0.4 MB; 1 MB is 72 bytes for each of the 14 600
 * connections that a process made. Before that, compiled code and the caches of `fetch` alone took 1.1 MB. A leaked source is noticed in any case,
 * because `alive` must be 0.
 */
const heapSlack = (isWarm) => (isWarm ? 1 : 2) << 20;

function sumOf(key, n) {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum = sumWith(sum, eventOf(key, i));
  return sum;
}

/** @param readings one for each phase @returns a list of `[what was checked, what is wrong]` */
export function judgePlayer({ targets, readings, complaints, ledgers, exit }, isWarm) {
  const [first, last] = [readings[0], readings.at(-1)];
  const grown = last.heap - first.heap;
  const worst = (what) => Math.max(...readings.map((reading) => reading[what] ?? 0));
  const wasm = new Set(readings.map((reading) => reading.wasm));
  return [
    ["nothing lost, doubled, reordered, uncaught or stuck", complaints.length > 0 && complaints.join("\n    ")],
    ...targets.map(({ key }) => {
      const { n, sum } = ledgers[key];
      return [`the check sum of ${key}`, n === 0 ? "no event at all" : sum !== sumOf(key, n) && `it is not that of ${n} events`];
    }),
    ["the JS heap is flat", grown > heapSlack(isWarm) && `it grew by ${grown} bytes, from ${first.heap}`],
    ["the wasm memory is flat", (wasm.size > 1 || first.wasm === 0) && `it was ${[...wasm].join(", ")} bytes`],
    ["each source is garbage once it is closed", worst("alive") > 0 && `${readings.map(({ alive }) => alive).join(", ")} were still held`],
    ["no listener stays at a shared signal", worst("listeners") > 0 && `${worst("listeners")} stayed`],
    ["no listener stays at the window", last.domListeners > first.domListeners && `${first.domListeners} became ${last.domListeners}`],
    ["no socket stays", worst("sockets") > 0 && `${worst("sockets")} stayed`],
    ["it ends by itself", exit],
  ];
}

const mb = (bytes) => `${(bytes / (1 << 20)).toFixed(2)} MB`;
const number = (n) => (n ?? 0).toLocaleString("en");
const sum = (list, what) => list.reduce((all, one) => all + (one[what] ?? 0), 0);

/** Combines all tabs in one row. */
function grouped(players) {
  const groups = new Map();
  for (const player of players) {
    const name = player.page ? "tabs" : player.name;
    groups.set(name, [...(groups.get(name) ?? []), player]);
  }
  return [...groups];
}

/** Returns the closing table. */
export function tableOf(players, browser) {
  const head = ["", "sources", "opened", "connections", "events", "`reconnect()`", "failures", "JS heap, first and last", "wasm", "not collected"];
  const rows = grouped(players).map(([name, group]) => {
    const counts = group.map((player) => player.counts);
    const total = (what) => number(sum(counts, what));
    const failures = counts.reduce((all, one) => all + Object.entries(one).reduce((n, [what, times]) => n + (what.startsWith("error ") ? times : 0), 0), 0);
    const heap = (at) => mb(sum(group.map(({ readings }) => readings.at(at)), "heap"));
    return [
      name === "tabs" ? `${browser}, ${group.length} tabs` : name, number(group.reduce((all, { targets }) => all + targets.length, 0)),
      total("sessions"), total("connections"), total("events"), total("reconnect()"), number(failures),
      `${heap(0)} → ${heap(-1)}`, mb(sum(group.map(({ readings }) => readings.at(-1)), "wasm")), number(sum(group.map(({ readings }) => readings.at(-1)), "alive")),
    ];
  });
  return [head, ...rows];
}

/** Returns `name: count` for each name, the most frequent first. */
export function listOf(counts, isWanted = () => true) {
  return Object.entries(counts).filter(([name]) => isWanted(name)).sort(([, a], [, b]) => b - a).map(([name, n]) => `${name}: ${number(n)}`).join(", ");
}

export function merged(list) {
  const all = {};
  for (const counts of list) for (const [name, n] of Object.entries(counts)) all[name] = (all[name] ?? 0) + n;
  return all;
}
