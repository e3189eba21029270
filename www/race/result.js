// What the rounds of a stream come to.
import { geometricMean, median, quantile } from "./benches.js";

/** Of one contestant: its median speed, and its slowest and fastest round. */
export const summary = (speeds) => ({ median: median(speeds), least: Math.min(...speeds), most: Math.max(...speeds) });

/** Our speed relative to theirs: the median of the rounds' ratios, because conditions are similar within a round, and the middle half of them. */
export function compare(ours, theirs) {
  const ratios = ours.map((speed, round) => speed / theirs[round]);
  const [low, high] = [quantile(ratios, 0.25), quantile(ratios, 0.75)];
  return { ratio: median(ratios), low, high, isClose: low <= 1 && high >= 1 };
}

/** One sentence for all streams. */
export function verdict(results) {
  const mean = geometricMean(results.map(({ ratio }) => ratio));
  const close = results.filter(({ isClose }) => isClose).length;
  const [first, second, times] = mean >= 1 ? ["eventsource-wasm", "eventsource-parser", mean] : ["eventsource-parser", "eventsource-wasm", 1 / mean];
  const ties = close === 0 ? "" : ` ${close} of ${results.length} streams were too close to call.`;
  return `In this browser, just now, ${first} parsed ${times.toFixed(2)} times as fast as ${second} (geometric mean).${ties}`;
}
