// The statistics that the tables use.
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Returns the speed of `times` relative to `yardstick` (higher is faster): the median of each round's ratio, because conditions are similar within a round. */
export const speedup = (yardstick, times) => median(yardstick.map((time, round) => time / times[round]));

export const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Formats a number with three digits, and with at most one decimal if it is larger than ten. */
export const short = (value) => (value >= 100 ? Math.round(value).toLocaleString("en").replaceAll(",", " ") : value >= 10 ? value.toFixed(1) : value.toFixed(2));
