// Evaluates readings of the memory.

/** How much a JS heap may grow, for the engine's own compiling and caching: less than a byte for each event of the soak. */
const SLACK = 512 << 10;

const kilobytes = (bytes) => (bytes === undefined ? "–" : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`);
export const kb = { count: (text) => Number(text).toLocaleString("en") };

export const perInstance = (each) => {
  const hasRss = each.some(({ rss }) => rss !== undefined);
  return [
    ["", "JS heap", "wasm memory", ...(hasRss ? ["RSS"] : [])],
    ...each.map(({ name, real, heap, dom = 0, wasm, rss }) => [`${name}${real ? ", real sockets" : ""}`, kilobytes(heap + dom), kilobytes(wasm), ...(hasRss ? [kilobytes(rss)] : [])]),
  ];
};

/** Returns whether memory stays flat: compares the lowest of the last three readings with the highest of the first three, because some garbage is swept late, and engines compile. */
export function flat(title, readings) {
  const first = readings[0];
  const last = readings.at(-1);
  const heaps = readings.map(({ heap }) => heap ?? 0);
  const met = Math.min(...heaps.slice(-3)) - Math.max(...heaps.slice(0, 3)) < SLACK && last.wasm === first.wasm;
  const span = (key) => (first[key] === undefined ? "–" : `${kilobytes(first[key])} → ${kilobytes(last[key])}`);
  return { title, heap: span("heap"), wasm: span("wasm"), met };
}
