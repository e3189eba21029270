// The two parsers, each fed with bytes.
import { createParser as createTheirs } from "./benches.js";
import { OURS, THEIRS } from "./course.js";

/** By contestant, `make(onEvent)`: a fresh parser, as a function that takes the next bytes. `createOurs` is dist/parser.js's. */
export const parsersWith = (createOurs) => ({
  [OURS](onEvent) {
    const parser = createOurs({ onEvent });
    return (bytes) => parser.feed(bytes);
  },
  // It takes strings only; its README puts this decoder in front.
  [THEIRS](onEvent) {
    const parser = createTheirs({ onEvent });
    const decoder = new TextDecoder();
    return (bytes) => parser.feed(decoder.decode(bytes, { stream: true }));
  },
});

const comparable = ({ event, id, data }) => JSON.stringify([event || "", id || "", data]);

/** Whether the parser gives the events that were written: `undefined`, or what differs first. */
export function difference(make, { chunks, events }) {
  const given = [];
  const feed = make((event) => given.push(comparable(event)));
  chunks.forEach((chunk) => feed(chunk));
  const at = events.findIndex((event, i) => given[i] !== comparable(event));
  if (at >= 0) return `event ${at + 1} is wrong`;
  return given.length === events.length ? undefined : `${given.length} events instead of ${events.length}`;
}

/**
 * Parses the stream with a fresh parser, as an app does that reads many streams. Looks at one character of each event: an engine
 * may put off making a string until then.
 */
export function pass(make, chunks) {
  let sum = 0;
  const feed = make(({ data }) => (sum += data.charCodeAt(data.length >> 1)));
  for (const chunk of chunks) feed(chunk);
  return sum;
}
