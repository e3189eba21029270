// Each source's endless stream. Event n of a key is the same wherever it is computed, so the receiver knows what to expect.
import { dice, seedOf } from "../faults/dice.mjs";

export const TYPES = ["message", "tick", "preis"];
const WORDS = ["a", " two", "\n", "12,50 €", "🦀 wasm 漢字", "id: 99", "\ndata: x", ": no comment", '{"a":[1,2]}', "\uFEFF"];
const LINE_ENDS = ["\n", "\r\n", "\r"];
/** One in this many events has some ten KB, which no single read returns whole. */
const ONE_LARGE_IN = 60;

function make(key, n) {
  const roll = dice(seedOf(`${key}:${n}`));
  const type = TYPES[roll(TYPES.length)];
  const words = roll(ONE_LARGE_IN) ? roll(12) : 1000 + roll(2000);
  let data = `${n} ${key}`;
  for (let i = 0; i < words; i++) data += WORDS[roll(WORDS.length)];
  return { type, data, roll };
}

/** Returns event `n` as a client must receive it; the first is 1. */
export function eventOf(key, n) {
  const { type, data } = make(key, n);
  return { type, data };
}

/** Returns the event as it is sent. Without an ID, its number is only in the data. */
export function blockOf(key, n, hasId) {
  const { type, data, roll } = make(key, n);
  const end = LINE_ENDS[roll(LINE_ENDS.length)];
  const lines = [
    ...(roll(4) ? [] : [`: before ${n}`]),
    ...(type === "message" ? [] : [`event: ${type}`]),
    ...(hasId ? [`id: ${n}`] : []),
    ...data.split("\n").map((line) => `data: ${line}`),
  ];
  return `${lines.join(end)}${end}${end}`;
}

/** Computes the checksum of a stream, event by event. */
export const sumWith = (sum, { type, data }) => (Math.imul(sum, 31) + seedOf(type + data)) >>> 0;
