// Runs the race. Both parsers take turns within each round, because a computer's speed changes from second to second.
import { CONTESTANTS, COURSE } from "./course.js";

/** How much each stream has, and for how long a parser warms up, and then runs in each round. */
const SIZE = 256 * 1024;
const WARM_UP_MS = 150;
const SAMPLE_MS = 40;

/** A worker that does one task at a time; `ask` gives what it answers. */
function openLane(signal) {
  const worker = new Worker(new URL("lane.js", import.meta.url), { type: "module" });
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        signal.onabort = () => reject(signal.reason);
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message || "a worker did not start"));
        worker.postMessage(task);
      }),
    close: () => worker.terminate(),
  };
}

/** Races over one stream. `tell` receives each contestant's speeds so far, in megabytes per second. */
async function raceOver(index, rounds, tell, signal) {
  const lanes = CONTESTANTS.map((name) => ({ name, speeds: [], ...openLane(signal) }));
  try {
    for (const lane of lanes) ({ wrong: lane.wrong } = await lane.ask({ task: "prepare", name: lane.name, index, size: SIZE, warmUp: WARM_UP_MS }));
    const wrong = lanes.find((lane) => lane.wrong);
    if (wrong) throw new Error(`${wrong.name} parsed a stream wrongly: ${wrong.wrong}`);
    for (let round = 0; round < rounds; round++) {
      // Whoever begins a round does not begin the next one.
      for (const lane of round % 2 === 0 ? lanes : [...lanes].reverse()) lane.speeds.push(await lane.ask({ task: "run", sample: SAMPLE_MS }));
      tell(index, lanes.map(({ name, speeds }) => ({ name, speeds })));
    }
  } finally {
    for (const lane of lanes) lane.close();
  }
}

/** Races over all streams, one after the other. */
export async function race(rounds, tell, signal) {
  for (const index of COURSE.keys()) await raceOver(index, rounds, tell, signal);
}
