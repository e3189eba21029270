// The few statistics that the tables use.
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How many times as fast `times` is as `yardstick`: the median of the rounds' ratios, for a round meets one mood of the machine. */
export const speedup = (yardstick, times) => median(yardstick.map((time, round) => time / times[round]));

export const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** Three digits, and no more than one behind the point of what is larger than ten. */
export const short = (value) => (value >= 100 ? Math.round(value).toLocaleString("en").replaceAll(",", " ") : value >= 10 ? value.toFixed(1) : value.toFixed(2));
