// What the race shares with the repository's benchmarks, and its rival. The server and `npm run build:site` bundle this file, and no other.
export { geometricMean, median, quantile } from "../../benches/report/numbers.mjs";
export { chunkingsOf, cut, generate, workloads } from "../../benches/workloads.mjs";
export { createParser } from "eventsource-parser";
