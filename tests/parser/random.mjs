// Random streams in random chunks: every call equals npm `eventsource-parser`'s, as strings and as bytes.
import { createParser as theirs } from "eventsource-parser";
import { createParser as ours } from "../../dist/parser.js";
import { cut, record } from "./record.mjs";

const PIECES = [
  "data: a\n", "data:b\n", "data\n", "data: \u00e9\u20ac\ud83d\ude00\n", "data:  two\r\n", "event: t\n", "event: u\r\n", "event\n", "event:\n", "id: 1\n", "id: \u20ac\n", "id\n", "id: a\0b\n",
  "retry: 10\n", "retry: x\n", "retry\n", ": comment\n", ":\n", ":\u00e9\r\n", "unknown: x\n", "datax\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n", "data: 1\n\n", "data: 2\r\n\r\n", "data: 3\r\r",
  `data: ${"long ".repeat(50)}\n\n`, "\uFEFF", " data: x\n", "a very long name of a field that nobody knows\n",
];
const CASES = 3000;

/** Park and Miller's minimal generator. */
function dice(seed) {
  let state = seed || 1;
  return (sides) => {
    state = (state * 48271) % 2147483647;
    return state % sides;
  };
}

export const random = (seed) => [
  {
    name: `${CASES} random streams, seed ${seed}`,
    run(assert) {
      const roll = dice(seed);
      for (let n = 0; n < CASES; n++) {
        // A line end behind all: of an unfinished unknown line the two may tell at different times.
        const text = `${Array.from({ length: roll(20) }, () => PIECES[roll(PIECES.length)]).join("")}\n`;
        const places = (length) => Array.from({ length: roll(6) }, () => roll(length + 1)).sort((a, b) => a - b);
        const options = roll(2) ? {} : { onComment: undefined, onError: undefined };
        const chunks = cut(text, places(text.length));
        // Theirs wants a line whole to tell what is wrong with it.
        const expected = record(theirs, [text], options);
        assert.deepEqual(record(ours, chunks, options), expected, JSON.stringify(chunks));
        const bytes = new TextEncoder().encode(text);
        assert.deepEqual(record(ours, cut(bytes, places(bytes.length)), options), expected, `the bytes of ${JSON.stringify(text)}`);
      }
    },
  },
];
