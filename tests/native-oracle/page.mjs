import { EventSource as Ours } from "/dist/index.js";

const Native = globalThis.EventSource;

/** All events of a stream, as text, once its end is told by an `error` that no server sent. */
function play(Class, n, types) {
  return new Promise((resolve) => {
    const source = new Class(`/stream?n=${n}&class=${Class === Native ? "native" : "ours"}`);
    const events = [];
    const note = (event) => {
      if (event instanceof MessageEvent) events.push([event.type, event.data, event.lastEventId, event.origin]);
    };
    for (const type of types) source.addEventListener(type, note);
    source.addEventListener("error", (event) => {
      if (event instanceof MessageEvent) return;
      source.close();
      resolve(JSON.stringify(events));
    });
  });
}

/** Streams `from` up to `to`, some at a time: a browser has six connections for an origin. */
globalThis.compare = async (from, to, types) => {
  const results = [];
  let next = from;
  const lane = async () => {
    while (next < to) {
      const n = next++;
      const [native, ours] = await Promise.all([play(Native, n, types), play(Ours, n, types)]);
      results.push({ n, native, ours });
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  return results;
};
