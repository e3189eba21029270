// What readings of the memory come to.

/** What a JS heap may have grown by between a tenth and the end: an engine's own compiling and caching, less than a byte for each event. */
const SLACK = 512 << 10;

const kilobytes = (bytes) => (bytes === undefined ? "–" : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`);
export const kb = { count: (text) => Number(text).toLocaleString("en") };

export const perInstance = (each) => {
  const hasRss = each.some(({ rss }) => rss !== undefined);
  return [
    ["", "JS heap", "wasm memory", ...(hasRss ? ["RSS"] : [])],
    ...each.map(({ name, real, heap, wasm, rss }) => [`${name}${real ? ", real sockets" : ""}`, kilobytes(heap), kilobytes(wasm), ...(hasRss ? [kilobytes(rss)] : [])]),
  ];
};

/** Whether it stays: the lowest of the last three readings against the first, for a reading can catch garbage not yet swept. */
export function flat(title, readings) {
  const first = readings[0];
  const last = readings.at(-1);
  const lowest = Math.min(...readings.slice(-3).map(({ heap }) => heap ?? 0));
  const met = (first.heap === undefined || lowest - first.heap < SLACK) && last.wasm === first.wasm;
  const span = (key) => (first[key] === undefined ? "–" : `${kilobytes(first[key])} → ${kilobytes(last[key])}`);
  return { title, heap: span("heap"), wasm: span("wasm"), met, readings };
}
