// Where a stream is cut: sorted offsets between its first byte and its last.

/** `cuts` without what is no place between two of `length` bytes. */
export const within = (cuts, length) => [...new Set(cuts)].filter((at) => Number.isInteger(at) && at > 0 && at < length).sort((a, b) => a - b);

/** A cut after every `size` bytes. */
export function every(size, length) {
  const cuts = [];
  for (let at = size; at < length; at += size) cuts.push(at);
  return cuts;
}

/** A cut after each LF: how a server that writes line by line is often read. */
export const afterLines = (bytes) => within([...bytes.keys()].filter((at) => bytes[at] === 0x0a).map((at) => at + 1), bytes.length);

export const toggled = (cuts, at) => (cuts.includes(at) ? cuts.filter((other) => other !== at) : [...cuts, at].sort((a, b) => a - b));

/** The chunks between the cuts, as `{ start, end }`. */
export function chunksOf(length, cuts) {
  const ends = length > 0 ? [...cuts, length] : [];
  return ends.map((end, i) => ({ start: ends[i - 1] ?? 0, end }));
}
