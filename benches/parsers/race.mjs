// Times one cell of the table inside an engine: a workload in one chunking, parsed by every contestant in turn.
import { chunkingsOf, cut, generate, workloads } from "../workloads.mjs";

/** A parser that takes longer than this for the stream is out: some are quadratic in the length of a line. */
const PATIENCE = 3000;

/**
 * Passes the chunks to a parser: when warm, always to the same one; when cold, to a new one in each pass. Engines collect type information
 * per function, so each contestant has its own driver. The sink reads one character, which forces lazy strings, such as ropes, to be
 * built.
 */
const driver = (make, cold) =>
  new Function("make", `
    let events = 0, sum = 0;
    const onEvent = (event) => { events++; sum += event.data.charCodeAt(event.data.length >> 1); };
    ${cold ? "" : "const feed = make(onEvent);"}
    return (chunks) => {
      events = sum = 0;
      ${cold ? "const feed = make(onEvent);" : ""}
      for (let i = 0; i < chunks.length; i++) feed(chunks[i]);
      return [events, sum];
    };`)(make);

/** The expected result of a driver. */
const tally = (events) => [events.length, events.reduce((sum, { data }) => sum + data.charCodeAt(data.length >> 1), 0)];

/** The last stream created. It serves all chunkings of its workload. */
let last = {};

function cell(workloadName, chunkingName, size) {
  const workload = workloads.find(({ name }) => name === workloadName);
  if (last.workload !== workload || last.size !== size) last = { workload, size, ...generate(workload, size) };
  return { events: last.events, chunks: cut(last.blocks, chunkingsOf(workload).find(({ name }) => name === chunkingName).bytes) };
}

const comparable = ({ event, id, data }) => JSON.stringify([event || "", id || "", data]);

/** Returns the first difference between a contestant's events and the expected ones, or `undefined`. */
function difference({ make, isEvent = () => true }, chunks, expected) {
  const given = [];
  const feed = make((event) => {
    if (isEvent(event)) given.push(comparable(event));
  });
  const limit = performance.now() + PATIENCE;
  for (const chunk of chunks) {
    feed(chunk);
    if (performance.now() > limit) return `not done in ${PATIENCE} ms`;
  }
  const at = expected.findIndex((event, i) => given[i] !== comparable(event));
  if (at >= 0) return `event ${at} is ${String(given[at]).slice(0, 120)}, not ${comparable(expected[at]).slice(0, 120)}`;
  return given.length === expected.length ? undefined : `${given.length} events, not ${expected.length}`;
}

export function makeRace(contestants) {
  return {
    /** Returns how the output of each contestant (of all, or of those named) differs, or `null`. */
    check(workload, chunking, size, names) {
      const { events, chunks } = cell(workload, chunking, size);
      const asked = contestants.filter(({ name }) => names?.includes(name) ?? true);
      return Object.fromEntries(asked.map((contestant) => [contestant.name, difference(contestant, chunks, events) ?? null]));
    },

    /**
     * Times the named contestants in turn, `rounds` times, each for at least `sample` ms.
     * Returns the nanoseconds per event of each, by round, and which of them gave wrong events.
     */
    race(workload, chunking, { size, rounds, sample, names, cold }) {
      const { events, chunks } = cell(workload, chunking, size);
      const expected = String(tally(events));
      const runners = names.map((name) => {
        const { make, isEvent } = contestants.find((contestant) => contestant.name === name);
        return { name, pass: driver(make, cold), times: [], counted: isEvent === undefined };
      });
      const wrong = [];
      // Collect the sinks of earlier checks and cells. While they exist, V8 sees several kinds of sinks and inlines none, so results would
      // depend on when a collection happens.
      if (!cold) globalThis.gc?.();
      for (const runner of runners) {
        if (String(runner.pass(chunks)) !== expected && runner.counted) wrong.push(runner.name);
        const began = performance.now();
        if (!cold) while (performance.now() - began < 3 * sample) runner.pass(chunks);
        const trial = performance.now();
        runner.pass(chunks);
        runner.passes = Math.max(1, Math.ceil(sample / (performance.now() - trial)));
      }
      for (let round = 0; round < rounds; round++)
        for (let i = 0; i < runners.length; i++) {
          const { pass, passes, times } = runners[(round + i) % runners.length];
          // When warm, collect first, so that nobody pays for the previous one's garbage. When cold, collections happen during the samples,
          // which are long enough for several.
          if (!cold) globalThis.gc?.({ type: "minor" });
          const began = performance.now();
          for (let n = 0; n < passes; n++) pass(chunks);
          times.push(((performance.now() - began) * 1e6) / passes / events.length);
        }
      return { times: Object.fromEntries(runners.map(({ name, times }) => [name, times])), wrong };
    },
  };
}
