// Where connections are cut: after every event, after each event anew, at random bytes.

/** Mulberry32: the same cuts in each run. */
export function randomOf(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const RANDOM = 16;

/** @param whole what passes in an uncut life, `{ events, bytes }` */
export function* plansOf({ closes, repeats }, whole, seed) {
  // Without a closing event, a response that ends early cannot be told from one that is whole.
  const ways = closes ? ["fin", "reset", "end"] : ["fin", "reset"];
  // After the closing event nothing is left to be cut; without one the response's own end is.
  const last = closes ? whole.events - 1 : whole.events;
  for (let events = 0; events <= last; events++) yield { name: `cut after event ${events}`, cuts: [{ events, how: ways[events % ways.length] }] };
  for (const how of ways) {
    const cuts = Array.from({ length: last }, (_, at) => ({ events: repeats ? at + 1 : 1, how }));
    yield { name: `cut after each event (${how})`, cuts };
  }
  const random = randomOf(seed);
  for (let i = 0; i < RANDOM; i++) {
    // Together before the closing event, which the AI SDK's server does not keep.
    let left = whole.bytes * 0.95;
    const cuts = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
      const bytes = Math.floor(random() * left);
      if (!repeats) left -= bytes;
      return { bytes, how: ways[Math.floor(random() * ways.length)] };
    });
    yield { name: `cut at bytes ${cuts.map(({ bytes, how }) => `${bytes} ${how}`).join(", ")}`, cuts };
  }
}
