// Measures what each stage adds: the same chunks, with one more stage each time.
import { initSync, Parser, room } from "../../build/wasm/parser/index.js";
import { messageEvent } from "../../src/js/delivery/message-event.ts";
import { median } from "../report/numbers.mjs";
import { cut, generate, workloads } from "../workloads.mjs";

const WIDTH = 4;
const SIZE = 1 << 20;
const now = () => performance.now();
const { Buffer } = globalThis;

function stages(memory, chunks) {
  const parser = new Parser(2 ** 30, false);
  const at = room(1 << 17);
  // After this the memory no longer grows, so views stay valid.
  for (let round = 0; round < 3; round++)
    for (const chunk of chunks) {
      new Uint8Array(memory.buffer).set(chunk, at);
      parser.feed(chunk.length);
    }
  const places = parser.places() / 4;
  const bytes = new Uint8Array(memory.buffer);
  const words = new Uint32Array(memory.buffer);
  const buffer = Buffer?.from(memory.buffer);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const target = new EventTarget();
  let sink = 0;
  target.addEventListener("message", ({ data }) => (sink += data.length));

  const copy = (chunk) => bytes.set(chunk, at);
  const scan = (chunk) => (copy(chunk), parser.feed(chunk.length));
  const decode = (chunk) => {
    scan(chunk);
    const from = words[places + 1], length = words[places + 2];
    return buffer ? buffer.latin1Slice(from, from + length) : decoder.decode(bytes.subarray(from, from + length));
  };
  const each = (chunk, use) => {
    const text = decode(chunk);
    let entry = words[places + 5] / 4;
    let start = 0;
    for (let count = words[places + 6]; count > 0; count--, entry += WIDTH) {
      use(text.slice(start, words[entry]));
      start = words[entry + 2];
    }
  };
  const light = (data) => messageEvent("message", data, "http://127.0.0.1", "");
  return {
    copy, scan,
    decode: (chunk) => (sink += decode(chunk).length),
    slice: (chunk) => each(chunk, (data) => (sink += data.length)),
    event: (chunk) => each(chunk, (data) => (sink += light(data).type.length)),
    dispatch: (chunk) => each(chunk, (data) => target.dispatchEvent(light(data))),
    "with new MessageEvent": (chunk) => each(chunk, (data) => target.dispatchEvent(new MessageEvent("message", { data, origin: "http://127.0.0.1", lastEventId: "" }))),
  };
}

globalThis.bench = {
  version: () => globalThis.process?.version,
  /** @param {number} bytes the size of a chunk; 0 means one event in each */
  stages(wasm, name, bytes, rounds) {
    const { memory } = initSync({ module: new WebAssembly.Module(Uint8Array.from(atob(wasm), (c) => c.charCodeAt(0))) });
    const { blocks, events } = generate(workloads.find((workload) => workload.name === name), SIZE);
    const chunks = cut(blocks, bytes);
    const work = stages(memory, chunks);
    const times = Object.fromEntries(Object.keys(work).map((name) => [name, []]));
    for (let round = 0; round < rounds; round++)
      for (const [name, run] of Object.entries(work)) {
        const begun = now();
        for (const chunk of chunks) run(chunk);
        times[name].push(now() - begun);
      }
    return Object.fromEntries(Object.entries(times).map(([stage, list]) => [stage, (median(list) / events.length) * 1e6]));
  },
};
