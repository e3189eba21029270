// One cell of the table, inside an engine: a workload in one chunking, parsed by every contestant in turn.
import { chunkingsOf, cut, generate, workloads } from "../workloads.mjs";

/** A parser that has not come to the end of the stream by then is out: some are quadratic in the length of a line. */
const PATIENCE = 3000;

/**
 * One parser on one long stream: every pass gives it the chunks again. What engines learn about types they keep by function, so
 * each contestant has a driver of its own. The sink looks at one character: a string that is only promised, as a rope of
 * lines is, has to be made.
 */
const driver = (make) =>
  new Function("make", `
    let events = 0, sum = 0;
    const feed = make((event) => { events++; sum += event.data.charCodeAt(event.data.length >> 1); });
    return (chunks) => {
      for (let i = 0; i < chunks.length; i++) feed(chunks[i]);
      return [events, sum];
    };`)(make);

function cell(workloadName, chunkingName, size) {
  const workload = workloads.find(({ name }) => name === workloadName);
  const { blocks, events } = generate(workload, size);
  return { events, chunks: cut(blocks, chunkingsOf(workload).find(({ name }) => name === chunkingName).bytes) };
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
    /** By contestant: `null`, or how its output differs. */
    check(workload, chunking, size) {
      const { events, chunks } = cell(workload, chunking, size);
      return Object.fromEntries(contestants.map((contestant) => [contestant.name, difference(contestant, chunks, events) ?? null]));
    },

    /**
     * Times the named contestants in turn, `rounds` times, each for `sample` milliseconds at least.
     * Gives for each its nanoseconds per event, round by round.
     */
    race(workload, chunking, { size, rounds, sample, names }) {
      const { events, chunks } = cell(workload, chunking, size);
      const runners = names.map((name) => ({ name, pass: driver(contestants.find((contestant) => contestant.name === name).make), times: [] }));
      for (const runner of runners) {
        const began = performance.now();
        do runner.pass(chunks);
        while (performance.now() - began < 3 * sample);
        const warm = performance.now();
        runner.pass(chunks);
        runner.passes = Math.max(1, Math.ceil(sample / (performance.now() - warm)));
      }
      for (let round = 0; round < rounds; round++)
        for (let i = 0; i < runners.length; i++) {
          const { pass, passes, times } = runners[(round + i) % runners.length];
          // Nobody is charged for the garbage of the one before.
          globalThis.gc?.({ type: "minor" });
          const began = performance.now();
          for (let n = 0; n < passes; n++) pass(chunks);
          times.push(((performance.now() - began) * 1e6) / passes / events.length);
        }
      return Object.fromEntries(runners.map(({ name, times }) => [name, times]));
    },
  };
}
