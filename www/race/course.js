// The five streams of the race: workloads of the repository's benchmarks, each in one chunking.
import { chunkingsOf, cut, generate, workloads } from "./benches.js";

export const OURS = "eventsource-wasm";
export const THEIRS = "eventsource-parser";
export const CONTESTANTS = [OURS, THEIRS];

export const COURSE = [
  { title: "LLM tokens, one event per chunk", workload: "LLM tokens", chunking: "one event" },
  { title: "LLM tokens, 64 KB chunks", workload: "LLM tokens", chunking: "64 KB" },
  { title: "CRLF line ends, 16 KB chunks", workload: "CRLF", chunking: "16 KB" },
  { title: "50 lines of data per event, 16 KB chunks", workload: "50-line data", chunking: "16 KB" },
  { title: "Chinese, Japanese, Korean, emoji, 16 KB chunks", workload: "CJK and emoji", chunking: "16 KB" },
];

/** The stream at `index`, of `size` bytes or a little more: its chunks, and the events that have to come out. */
export function streamAt(index, size) {
  const { workload: name, chunking } = COURSE[index];
  const workload = workloads.find((one) => one.name === name);
  const { blocks, events } = generate(workload, size);
  const chunks = cut(blocks, chunkingsOf(workload).find((one) => one.name === chunking).bytes);
  return { chunks, events, bytes: chunks.reduce((sum, { length }) => sum + length, 0) };
}
