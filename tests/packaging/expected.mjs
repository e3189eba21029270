// What is to come of each entry: for every way to use it, the three events of its stream.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { entries } from "./entries.mjs";

const ANSWER = ["POST", "Bearer t", "hello"];
const WAYS = ["EventSource", "SharedEventSource", "EventSourcePolyfill", "events", "createParser", "EventSourceParserStream", "install", "fetchEventSource", "SSE", "EventSourceElement", "mercureUrl", "createTestServer"];

/** The values that each entry exports, by Node. */
export function exportedNames(project) {
  const program = `const names = {}; for (const name of ${JSON.stringify(entries.map(({ name }) => name))}) names[name] = Object.keys(await import(name)); console.log(JSON.stringify(names));`;
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: project.folder, encoding: "utf8" }));
}

/** A check for each scope and entry, with what came there. @param title what all have in common, if anything */
export async function checkCame(check, title, came, names, scopes) {
  for (const scope of scopes)
    for (const [entry, exported] of Object.entries(names))
      await check(`${title ? `${title}, ` : ""}${scope}: ${entry} streams`, () => {
        const got = came[scope];
        if (typeof got !== "object") throw new Error(String(got));
        const ways = WAYS.filter((way) => exported.includes(way));
        assert.ok(ways.length > 0, "there is no way to use it");
        assert.deepEqual(got[entry], Object.fromEntries(ways.map((way) => [way, ANSWER])));
      });
}
