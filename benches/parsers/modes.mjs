// The two ways in which the parsers are timed.
//
// Warm: 1 MB again and again through one parser, a new engine for each workload, without garbage collection. This is the best that a
// parser can do, because the engine has optimized it for a single kind of input.
// Cold: a new parser for each stream of 4 or 8 MB, all workloads in one engine, with garbage collection. This is what an app gets that
// reads many streams. Only ours and the yardstick run, because they would pay for the garbage of slower parsers.
import { OURS, YARDSTICK } from "./names.mjs";

const MB = 1 << 20;

/** `size` returns the size of the timed stream for a chunk size; `checked` is that of the stream whose events are compared before. */
export const modes = [
  { mode: "warm", part: "parsers", size: () => MB, checked: MB, rounds: 15, sample: 15 },
  // Each chunk is an object: eight megabytes of tiny ones would be too many for a page.
  { mode: "cold", part: "parsers-cold", only: [OURS, YARDSTICK], size: (chunk) => (chunk >= 16384 ? 8 : 4) * MB, checked: MB / 4, rounds: 15, sample: 40 },
];
