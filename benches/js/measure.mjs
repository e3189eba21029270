// Measures the class of both entries on the same streams, inside an engine and without a network.
import { EventSource as AsWasm } from "eventsource-wasm";
import { EventSource as AsJs } from "eventsource-wasm/js";
import { cut, generate, workloads } from "../workloads.mjs";

const SIZE = 1 << 20;

/** Engines collect type information per function, so each class has its own driver. */
const driver = (EventSource) =>
  new Function("EventSource", `return (chunks) => new Promise((resolve) => {
    let events = 0;
    const values = chunks.values();
    const body = new ReadableStream({
      pull(controller) {
        const { done, value } = values.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    }, { highWaterMark: 0 });
    const source = new EventSource("http://127.0.0.1/", { reconnect: false, fetch: () => new Response(body, { headers: { "content-type": "text/event-stream" } }) });
    source.onmessage = ({ data }) => (events += data.length > 0);
    source.onerror = () => resolve(events);
  })`)(EventSource);

globalThis.bench = {
  version: () => globalThis.process?.version,
  /** Returns the nanoseconds per event of both, by round. @param {number} bytes the size of a chunk; 0 means one event in each */
  async race(name, bytes, rounds) {
    const { blocks, events } = generate(workloads.find((workload) => workload.name === name), SIZE);
    const chunks = cut(blocks, bytes);
    const runners = { wasm: driver(AsWasm), js: driver(AsJs) };
    const times = { wasm: [], js: [] };
    for (let round = -3; round < rounds; round++)
      for (const entry of round % 2 ? ["wasm", "js"] : ["js", "wasm"]) {
        globalThis.gc?.({ type: "minor" });
        const began = performance.now();
        const came = await runners[entry](chunks);
        const took = performance.now() - began;
        if (came !== events.length) throw new Error(`${entry}: ${came} events of ${events.length}`);
        if (round >= 0) times[entry].push((took * 1e6) / events.length);
      }
    return times;
  },
};
