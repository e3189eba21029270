// The two ways in which the parsers are timed.
//
// Warm: 1 MB over and over through one parser, an engine of its own for each workload, no garbage charged. The best that a
// parser can do: the engine has specialised it for the one thing that it sees.
// Cold: a fresh parser for each stream of 4 or 8 MB, all workloads in one engine, garbage charged. What an app gets that reads
// many streams. Only ours and the yardstick run: they would pay for the garbage of the slower ones.
import { OURS, YARDSTICK } from "./names.mjs";

const MB = 1 << 20;

/** `size`: of the timed stream, given its chunks' size; `checked`: of the stream whose events are compared beforehand. */
export const modes = [
  { mode: "warm", part: "parsers", size: () => MB, checked: MB, rounds: 15, sample: 15 },
  // Each chunk is an object: eight megabytes of tiny ones would be too many for a page.
  { mode: "cold", part: "parsers-cold", only: [OURS, YARDSTICK], size: (chunk) => (chunk >= 16384 ? 8 : 4) * MB, checked: MB / 4, rounds: 15, sample: 40 },
];
