// The vectors: each one at every place cut in two.
import { createParser } from "../../dist/parser.js";
import { streamVectors } from "../vectors/streams.mjs";
import { cut, record } from "./record.mjs";

const vectors = streamVectors().flatMap(({ vectors }) => vectors);

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
