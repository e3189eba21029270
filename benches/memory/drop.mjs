// Measures, inside an engine, parsers and sources that are dropped without being closed, and what makes wasm memory grow.
import { wasmBytes } from "../../tests/behaviour/wasm-memory.mjs";
import { EventSource as Npm } from "eventsource";
import { createParser as theirs } from "eventsource-parser";
import { EventSource as Ours } from "eventsource-wasm";
import { createParser as ours } from "eventsource-wasm/parser";
import { cut } from "../workloads.mjs";
import { addressOfNone, HEAD } from "./streams.mjs";

const CHUNK = 1 << 16;
/** How long to wait for an event. It takes milliseconds, unless wasm has trapped, which gives no other sign. */
const PATIENCE = 10_000;
const event = (bytes) => `data: ${"a".repeat(bytes)}\n\n`;

/** A complete event, and the beginning of one that never ends. */
const wholeAndHalf = (bytes) => cut([event(bytes), event(bytes).slice(0, bytes >> 1)], CHUNK);

/**
 * Waits for a new task, because finalizers run only between tasks. Not by a timer, which browsers delay by milliseconds. In Node by
 * `setImmediate`, because it handles a thousand messages of a port in one turn of its loop.
 */
const task = (() => {
  if (globalThis.setImmediate) return () => new Promise((resolve) => setImmediate(resolve));
  const { port1, port2 } = new MessageChannel();
  return () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
})();

function byParser(createParser, decoder) {
  const feeder = (parser) => {
    const texts = decoder?.();
    return texts ? (chunk) => parser.feed(texts.decode(chunk, { stream: true })) : (chunk) => parser.feed(chunk);
  };
  return async (chunks, onData) => {
    const feed = feeder(createParser({ onEvent: ({ data }) => onData(data) }));
    // Each chunk from the network has its own buffer.
    for (const chunk of chunks) feed(chunk.slice());
  };
}

/** Opens a source whose response stays open, and is referenced only by the source. */
const bySource = (Class) => (chunks, onData) =>
  new Promise((resolve, reject) => {
    const body = new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk.slice());
      },
    });
    const source = new Class(addressOfNone, { fetch: async () => new Response(body, HEAD) });
    const late = setTimeout(() => reject(new Error(`no event within ${PATIENCE} ms`)), PATIENCE);
    source.onmessage = ({ data }) => {
      clearTimeout(late);
      try {
        onData(data);
        resolve();
      } catch (error) {
        reject(error);
      }
    };
    source.onerror = ({ message }) => reject(new Error(message));
  });

const droppers = {
  "eventsource-wasm/parser": byParser(ours),
  "eventsource-parser": byParser(theirs, () => new TextDecoder()),
  "eventsource-wasm": bySource(Ours),
  "eventsource 5": bySource(Npm),
};

/** Returns the process's peak physical memory, in bytes. On Linux, `maxRSS` may include the parent's, from before `exec`; VmHWM does not. */
function peak() {
  const fs = process.getBuiltinModule("node:fs");
  const status = fs.existsSync("/proc/self/status") ? fs.readFileSync("/proc/self/status", "latin1") : "";
  const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) * 1024;
}

const inNode = () => globalThis.process !== undefined;

export const drops = {
  /** Drops this many, each in its own task. Call it in a new process. */
  async drop(name, count, bytes) {
    const chunks = wholeAndHalf(bytes);
    const before = inNode() ? peak() : undefined;
    let events = 0;
    const onData = (data) => {
      if (data.length !== bytes) throw new Error(`an event of ${data.length} characters, not ${bytes}`);
      events++;
    };
    const began = performance.now();
    for (let n = 0; n < count; n++) {
      await droppers[name](chunks, onData);
      await task();
    }
    const ms = performance.now() - began;
    if (events !== count) throw new Error(`${name} gave ${events} events, not ${count}`);
    return { ms, wasm: wasmBytes(), ...(inNode() && { before, peak: peak() }) };
  },

  /** Lets one source read one large event. */
  async largeEvent(bytes) {
    const chunks = cut([event(bytes)], CHUNK);
    let next = 0;
    const body = new ReadableStream({ pull: (controller) => (next < chunks.length ? controller.enqueue(chunks[next++].slice()) : new Promise(() => {})) });
    const source = new Ours(addressOfNone, { fetch: async () => new Response(body, HEAD) });
    const { length } = await new Promise((resolve, reject) => {
      source.onmessage = ({ data }) => resolve(data);
      source.onerror = ({ message }) => reject(new Error(message));
    });
    source.close();
    if (length !== bytes) throw new Error(`an event of ${length} characters, not ${bytes}`);
  },

  /** Creates this many parsers, each with an event and the beginning of another. */
  async manyParsers(count) {
    const bytes = new TextEncoder().encode("id: 1\ndata: one\n\ndata: tw");
    let events = 0;
    for (let n = 0; n < count; n++) {
      ours({ onEvent: () => events++ }).feed(bytes);
      if (n % 1000 === 999) await task();
    }
    if (events !== count) throw new Error(`${events} events, not ${count}`);
  },
};
