// Measures, inside an engine, many sources at once, one source for a long time, and one after the other. drop.mjs has those that nobody closes.
import { wasmBytes } from "../../tests/behaviour/wasm-memory.mjs";
import { EventSource as Npm } from "eventsource";
import { EventSource as Ours } from "eventsource-wasm";
import { cut, generate, workloads } from "../workloads.mjs";
import { drops } from "./drop.mjs";
import { addressOfNone, HEAD } from "./streams.mjs";

const ONE = new TextEncoder().encode("data: 1\n\n");

/** A `fetch` without a socket, whose response has one event and stays open. */
const fetchOne = async () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(ONE) }), HEAD);

const init = (origin) => (origin ? {} : { fetch: fetchOne });
const address = (origin) => (origin ? `${origin}/hold` : addressOfNone);

/** Resolves with the source once it has received its first event. */
const byClass = (Class) => (origin) =>
  new Promise((resolve, reject) => {
    const source = new Class(address(origin), init(origin));
    source.onmessage = () => resolve(source);
    source.onerror = (event) => reject(new Error(event.message));
  });

/** Only a response and its reader, for comparison. */
async function bare(origin) {
  const abort = new AbortController();
  const { body } = await (origin ? fetch(address(origin), { signal: abort.signal, cache: "no-store" }) : fetchOne());
  const reader = body.getReader();
  await reader.read();
  const pending = reader.read().catch(() => {});
  return { pending, close: () => (origin ? abort.abort() : reader.cancel()) };
}

const openers = { "eventsource-wasm": byClass(Ours), "eventsource 5": byClass(Npm), "bare response": bare };
let held = [];

/** Waits for a new turn of the event loop, by which closed sources have been cleaned up. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

async function open(name, count, origin) {
  for (let n = 0; n < count; n += 100) held.push(...(await Promise.all(Array.from({ length: Math.min(100, count - n) }, () => openers[name](origin)))));
}

async function closeAll() {
  for (const source of held) source.close();
  held = [];
  await turn();
}

/** A source that reads as many events as requested. */
let soaking;
function startSoak() {
  const { blocks } = generate(workloads.find(({ name }) => name === "LLM tokens"), 1 << 20);
  const chunks = cut(blocks, 1 << 16);
  const state = { events: 0, wanted: 0, done: undefined, feed: undefined };
  let next = 0;
  const body = new ReadableStream({
    pull: (controller) =>
      new Promise((resolve) => {
        state.feed = () => {
          if (state.events >= state.wanted) return;
          state.feed = undefined;
          // With its own buffer, like each chunk from the network.
          controller.enqueue(chunks[next++ % chunks.length].slice());
          resolve();
        };
        state.feed();
      }),
  }, { highWaterMark: 0 });
  const source = new Ours(addressOfNone, { fetch: async () => new Response(body, HEAD) });
  source.onmessage = ({ data }) => {
    if (data.length === 0) throw new Error("an event without data");
    if (++state.events === state.wanted) state.done();
  };
  return Object.assign(state, { source });
}

globalThis.bench = {
  ...drops,
  version: () => process.version,
  wasmBytes,
  open,
  closeAll,

  /** Reads this many more events. */
  async soak(events) {
    soaking ??= startSoak();
    soaking.wanted += events;
    await new Promise((resolve) => {
      soaking.done = resolve;
      // The source may already have read part of a chunk.
      if (soaking.events >= soaking.wanted) resolve();
      else soaking.feed?.();
    });
    return soaking.events;
  },

  /** Opens and closes this many sources, a hundred at a time. */
  async churn(name, count, origin, atOnce) {
    for (let n = 0; n < count; n += atOnce) {
      await open(name, atOnce, origin);
      for (const source of held) source.close();
      held = [];
    }
    await turn();
  },

  /** Returns the heap's size after a collection, in bytes. Only Node can measure that itself. */
  async heap() {
    await turn();
    for (let i = 0; i < 4; i++) {
      globalThis.gc();
      await turn();
    }
    const { heapUsed, rss } = process.memoryUsage();
    return { heap: heapUsed, rss };
  },
};
