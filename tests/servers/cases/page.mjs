import * as exports from "/dist/index.js";
import { runCases } from "../../behaviour/harness.mjs";
import { Streams } from "../streams.mjs";
import { allCases } from "./all.mjs";

globalThis.ask = async (origin, filter) => {
  const published = await (await fetch("/tests/servers/events.json")).json();
  const chosen = allCases.filter(({ name }) => new RegExp(filter).test(name));
  const results = [];
  await runCases(chosen, { ...exports, scope: "window", server: new Streams(origin), published, known: /$^/ }, (result) => void results.push(result));
  return results;
};
