// The table "restart" of docs/scale.md, in part: a million clients, and a server that accepts 20 000 connections a second. A test
// compares the two. `half`, `most` (99 %) and `all`: seconds until so many clients are back.
export const POLICIES = [
  { name: "native class, npm `eventsource`", peak: "333 731", attempts: "12.4", half: 40, most: 69, all: 71 },
  { name: "factor 2, no jitter", peak: "333 731", attempts: "11.8", half: 289, most: 498, all: 501 },
  { name: "factor 2, jitter 0.5", peak: "66 946", attempts: "3.9", half: 58, most: 134, all: 144 },
  { name: "native class, `retry` spread", peak: "1 810", attempts: "1.0", half: 31, most: 60, all: 60 },
];

/** Long enough for all policies but the one that never gets there in time. */
export const SECONDS = 150;

/** The share of clients that are back after so many seconds. Between the figures of the table, a straight line. */
export function backAfter({ half, most, all }, seconds) {
  const points = [[0, 0], [half, 0.5], [most, 0.99], [all, 1]];
  const next = points.findIndex(([at]) => at > seconds);
  if (next < 0) return 1;
  const [[from, low], [to, high]] = [points[next - 1], points[next]];
  return low + ((high - low) * (seconds - from)) / (to - from);
}
