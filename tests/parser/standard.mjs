// The vectors: each one at every place cut in two.
import fs from "node:fs";
import path from "node:path";
import { createParser } from "../../dist/parser.js";
import { cut, record } from "./record.mjs";

const folder = path.join(import.meta.dirname, "../vectors");
const vectors = fs.readdirSync(folder).filter((name) => name.endsWith(".json")).flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")));

/** As an EventSource has it: a type always, and the last event ID. */
function outcome(calls) {
  let lastEventId = "";
  const events = [];
  for (const [name, value] of calls) {
    if (name === "id") lastEventId = value;
    if (name === "event") events.push({ type: value.event ?? "message", data: value.data, lastEventId });
  }
  return { events, lastEventId };
}

export const standard = vectors.map(({ name, input, base64, events, lastEventId }) => ({
  name: `vector: ${name}`,
  run(assert) {
    const bytes = new Uint8Array(base64 === undefined ? Buffer.from(input) : Buffer.from(base64, "base64"));
    const expected = { events, lastEventId };
    for (let at = 0; at <= bytes.length; at++) {
      assert.deepEqual(outcome(record(createParser, cut(bytes, [at]))), expected, `bytes, cut at ${at}`);
      if (input !== undefined && at <= input.length) assert.deepEqual(outcome(record(createParser, cut(input, [at]))), expected, `string, cut at ${at}`);
    }
  },
}));
