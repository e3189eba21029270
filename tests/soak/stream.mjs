// Each source's stream, which never ends: event n of a key is the same wherever it is made, so whoever receives it knows what it has to be.
import { dice, seedOf } from "../faults/dice.mjs";

export const TYPES = ["message", "tick", "preis"];
const WORDS = ["a", " two", "\n", "12,50 €", "🦀 wasm 漢字", "id: 99", "\ndata: x", ": no comment", '{"a":[1,2]}', "\uFEFF"];
const LINE_ENDS = ["\n", "\r\n", "\r"];
/** One in so many events is of some ten KB, which no single read brings whole. */
const ONE_LARGE_IN = 60;

function make(key, n) {
  const roll = dice(seedOf(`${key}:${n}`));
  const type = TYPES[roll(TYPES.length)];
  const words = roll(ONE_LARGE_IN) ? roll(12) : 1000 + roll(2000);
  let data = `${n} ${key}`;
  for (let i = 0; i < words; i++) data += WORDS[roll(WORDS.length)];
  return { type, data, roll };
}

/** What a client has to get as event `n`, which counts from 1. */
export function eventOf(key, n) {
  const { type, data } = make(key, n);
  return { type, data };
}

/** The event as it is sent. Without an ID, its number stands in the data only. */
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

/** The check sum of a stream, event by event. */
export const sumWith = (sum, { type, data }) => (Math.imul(sum, 31) + seedOf(type + data)) >>> 0;
