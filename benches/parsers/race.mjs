// One cell of the table, inside an engine: a workload in one chunking, parsed by every contestant in turn.
import { chunkingsOf, cut, generate, workloads } from "../workloads.mjs";

/** A parser that has not come to the end of the stream by then is out: some are quadratic in the length of a line. */
const PATIENCE = 3000;

/**
 * Gives the chunks to a parser: warm, always to the same one; cold, to a fresh one in each pass. What engines learn about
 * types they keep by function, so each contestant has a driver of its own. The sink looks at one character: a string that is
 * only promised, as a rope of lines is, has to be made.
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

/** What a driver has to return. */
const tally = (events) => [events.length, events.reduce((sum, { data }) => sum + data.charCodeAt(data.length >> 1), 0)];

/** The last stream made: it serves all chunkings of its workload. */
let last = {};

function cell(workloadName, chunkingName, size) {
  const workload = workloads.find(({ name }) => name === workloadName);
  if (last.workload !== workload || last.size !== size) last = { workload, size, ...generate(workload, size) };
  return { events: last.events, chunks: cut(last.blocks, chunkingsOf(workload).find(({ name }) => name === chunkingName).bytes) };
}

const comparable = ({ event, id, data }) => JSON.stringify([event || "", id || "", data]);

/** Whether a contestant gives what was written: `undefined`, or what differs first. */
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
    /** By contestant, of all or those named: `null`, or how its output differs. */
    check(workload, chunking, size, names) {
      const { events, chunks } = cell(workload, chunking, size);
      const asked = contestants.filter(({ name }) => names?.includes(name) ?? true);
      return Object.fromEntries(asked.map((contestant) => [contestant.name, difference(contestant, chunks, events) ?? null]));
    },

    /**
     * Times the named contestants in turn, `rounds` times, each for `sample` milliseconds at least.
     * Gives for each its nanoseconds per event, round by round, and who gave the wrong events.
     */
    race(workload, chunking, { size, rounds, sample, names, cold }) {
      const { events, chunks } = cell(workload, chunking, size);
      const expected = String(tally(events));
      const runners = names.map((name) => {
        const { make, isEvent } = contestants.find((contestant) => contestant.name === name);
        return { name, pass: driver(make, cold), times: [], counted: isEvent === undefined };
      });
      const wrong = [];
      // The sinks of earlier checks and cells are garbage. While they are there, V8 calls sinks of several kinds, and inlines none:
      // who was fast depended on when a collection happened to come.
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
          // Warm, nobody is charged for the garbage of the one before. Cold, collections fall into the samples, which are long
          // enough for some.
          if (!cold) globalThis.gc?.({ type: "minor" });
          const began = performance.now();
          for (let n = 0; n < passes; n++) pass(chunks);
          times.push(((performance.now() - began) * 1e6) / passes / events.length);
        }
      return { times: Object.fromEntries(runners.map(({ name, times }) => [name, times])), wrong };
    },
  };
}
