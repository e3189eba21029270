// Measures parsers and sources that nobody closes, and wasm memory, and makes their tables.
import { goalTable, judge } from "../report/goals.mjs";
import { median } from "../report/numbers.mjs";
import { markdown } from "../report/page.mjs";

const ROUNDS = 3;
const MB = 1 << 20;
/** Ours, and what it is compared with. */
const PAIRS = [["parsers", "eventsource-wasm/parser", "eventsource-parser"], ["sources", "eventsource-wasm", "eventsource 5"]];
const EVENTS = [["1 MB", MB], ["100 KB", 100 << 10]];
const LARGE = 50;

const megabytes = (bytes) => (bytes === undefined ? "–" : `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`);
const milliseconds = (ms) => (ms === undefined ? "–" : `${ms.toLocaleString("en")} ms`);

/**
 * Returns the median of each figure, over new processes or pages; the two alternate. `undefined` for a run that failed: 0.1.0 ran out of
 * wasm memory.
 */
async function pair(engine, names, count, bytes) {
  const runs = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, name] of names.entries()) {
      if (runs[i] === undefined) continue;
      await engine.fresh();
      try {
        runs[i].push(await engine.call("drop", name, count, bytes));
      } catch (error) {
        console.log(`  ${name}: ${String(error.message).split("\n")[0]}`);
        runs[i] = undefined;
      }
    }
  return runs.map((list) => list && Object.fromEntries(Object.keys(list[0]).map((key) => [key, Math.round(median(list.map((run) => run[key])))])));
}

const printed = ({ ours, theirs }) => [megabytes(ours?.peak), megabytes(theirs?.peak), ours?.peak && theirs?.peak ? (ours.peak / theirs.peak).toFixed(2) : "–"];

/** @param counts how many are dropped, how many sources are open at once, how many parsers are created */
export async function measureDropped(engine, counts) {
  const dropped = [];
  for (const [what, ...names] of PAIRS)
    for (const [events, bytes] of EVENTS) {
      const [ours, theirs] = await pair(engine, names, counts.dropped, bytes);
      const row = { what, events, names, ours, theirs };
      dropped.push(row);
      const [our, their, ratio] = printed(row);
      const peaks = our === "–" && their === "–" ? "" : `peak ${our}, ${names[1]}'s ${their} (${ratio}); `;
      console.log(`  ${counts.dropped} ${what} dropped, events of ${events}: ${peaks}${milliseconds(ours?.ms)}, ${names[1]} ${milliseconds(theirs?.ms)}; wasm memory ${megabytes(ours?.wasm)}`);
    }
  const wasm = [];
  const after = async (title, ...call) => {
    await engine.fresh();
    await engine.call(...call);
    const bytes = await engine.call("wasmBytes");
    if (bytes === 0) throw new Error("no wasm memory was seen: an instance was made that wasm-memory.mjs does not watch");
    wasm.push({ title, bytes });
    console.log(`  wasm memory, ${title}: ${megabytes(bytes)}`);
  };
  await after(`${counts.open.toLocaleString("en")} open sources`, "open", "eventsource-wasm", counts.open);
  await after(`after an event of ${LARGE} MB`, "largeEvent", LARGE * MB);
  await after(`after ${counts.parsers.toLocaleString("en")} parsers`, "manyParsers", counts.parsers);
  return { dropped, wasm };
}

/** Their names in goals.json. */
function measured({ dropped, wasm }, of) {
  const drop = dropped.find(({ what, events }) => of === `dropped ${what}, events of ${events}: peak memory, to the yardstick's`);
  // A run that failed misses every goal.
  if (drop) return drop.ours === undefined ? Infinity : drop.ours.peak && drop.theirs?.peak && drop.ours.peak / drop.theirs.peak;
  const bytes = { "wasm memory of open sources, in MB": wasm[0], "wasm memory after a large event, in MB": wasm[1], "wasm memory after many parsers, in MB": wasm[2] }[of]?.bytes;
  return bytes && bytes / MB;
}

export function droppedPage({ key, title }, count, results) {
  const { dropped, wasm } = results;
  const hasPeak = dropped.some(({ ours }) => ours?.peak !== undefined);
  const rows = [
    [`${count.toLocaleString("en")} dropped`, "events of", ...(hasPeak ? ["peak", "the yardstick's", "ratio"] : []), "time", "the yardstick's", "wasm memory"],
    ...dropped.map((row) => [row.what, row.events, ...(hasPeak ? printed(row) : []), milliseconds(row.ours?.ms), milliseconds(row.theirs?.ms), megabytes(row.ours?.wasm)]),
  ];
  const sizes = [["wasm memory", ""], ...wasm.map(({ title: name, bytes }) => [name, megabytes(bytes)])];
  const goals = goalTable(judge("dropped", key, ({ of }) => measured(results, of)));
  return { goals, page: [`#### ${title}`, markdown(rows), markdown(sizes), markdown(goals)].join("\n\n") };
}
