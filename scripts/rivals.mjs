// The packages that `npm run compare` and the benchmarks measure against.
import path from "node:path";
import { cached } from "./npm-cache.mjs";

export const RIVALS = {
  "eventsource": "5.1.5",
  "eventsource-parser": "4.1.3",
  "@microsoft/fetch-event-source": "2.0.1",
  "event-source-polyfill": "1.0.31",
  "undici": "7.30.2", // the last major that runs in Node 20
  "sse.js": "2.8.0",
};

/** Returns `name@version` for npm. */
export const specOf = (name) => `${name}@${RIVALS[name]}`;

/** The `node_modules` with all rivals in it. */
export const rivalModules = () => path.join(cached("rivals", Object.keys(RIVALS).map(specOf)), "node_modules");
