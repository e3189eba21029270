// The playground's stream mode without its page: the steps of the standard against the vectors and our parser, and the examples.
import { createParser } from "../../dist/parser.js";
import { streamVectors } from "../vectors/streams.mjs";
import { chunksOf, every, within } from "../../www/playground/stream/cuts.js";
import { EXAMPLES } from "../../www/playground/stream/examples.js";
import { bytesOf } from "../../www/playground/stream/notation.js";
import { parsed } from "../../www/playground/stream/parsed.js";
import { RULES } from "../../www/playground/stream/rules.js";
import { interpret } from "../../www/playground/stream/standard.js";

const eventsOf = (bytes) => interpret(bytes).lines.flatMap(({ event }) => event ?? []);
const bytesOfVector = ({ input, base64 }) => new Uint8Array(base64 === undefined ? Buffer.from(input) : Buffer.from(base64, "base64"));

const vectors = streamVectors().flatMap(({ file, vectors }) => vectors.map((vector) => ({
  name: `steps of the standard, ${file}: ${vector.name}`,
  run(assert) {
    const bytes = bytesOfVector(vector);
    assert.deepEqual(eventsOf(bytes), vector.events);
    assert.equal(interpret(bytes).buffers.lastEventId, vector.lastEventId);
    assert.ok(interpret(bytes).lines.every(({ rule }) => RULES[rule]));
  },
})));

/** What the parser says, as an EventSource would have it. */
function heard(chunks) {
  let lastEventId = "";
  const events = [];
  for (const { kind, id, event, data } of parsed(createParser, chunks)) {
    if (kind === "id") lastEventId = id;
    if (kind === "event") events.push({ type: event || "message", data, lastEventId });
  }
  return events;
}

const examples = Object.values(EXAMPLES).map(({ name, why, text, cuts, every: size }) => ({
  name: `example: ${name}`,
  run(assert) {
    const bytes = bytesOf(text);
    const places = cuts ?? every(size, bytes.length);
    assert.ok(why && places.length > 0);
    assert.deepEqual(within(places, bytes.length), places, "every cut is a place between two bytes");
    const chunks = chunksOf(bytes.length, places).map(({ start, end }) => bytes.subarray(start, end));
    for (let fed = 1; fed <= chunks.length; fed++)
      assert.deepEqual(heard(chunks.slice(0, fed)), eventsOf(Buffer.concat(chunks.slice(0, fed))), `after ${fed} chunks, parser and steps agree`);
    assert.ok(heard(chunks).length > 0);
  },
}));

const notation = [
  {
    name: "notation: names and hexadecimal bytes",
    run: (assert) => assert.deepEqual([...bytesOf("a‹CR›‹NUL›‹BOM›‹f0›‹LF›\n‹XY›")], [...Buffer.from("a\r\0\ufeff"), 0xf0, 10, 10, ...Buffer.from("‹XY›")]),
  },
  {
    name: "an example's cuts are where its words say",
    run(assert) {
      const endsOf = (name) => chunksOf(bytesOf(EXAMPLES[name].text).length, EXAMPLES[name].cuts).map(({ end }) => bytesOf(EXAMPLES[name].text)[end - 1]);
      assert.deepEqual(endsOf("crlf").slice(0, 3), [13, 13, 13]);
      // A lead byte of four, and two of its three followers.
      assert.deepEqual(endsOf("emoji").slice(0, 3), [0xf0, 0x9f, 0xa6]);
      assert.deepEqual(endsOf("bom").slice(0, 2), [0xef, 0xbb]);
    },
  },
];

export const cases = [...vectors, ...examples, ...notation];
