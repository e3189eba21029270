/** Describes a failure in a sentence: the class's own, with its advice about options translated to those of the command line. */
import type { EventSourceErrorEvent } from "eventsource-wasm";
import { printable } from "./printable.js";

const EXCERPT = { lines: 8, width: 200 };

/** Phrases of the class, and their replacements. `tests/vectors/sentences.json` catches stale ones. */
const TERMS = [
  ["; `headers` can be a function that fetches a fresh token.", ": -H 'Authorization: …'."],
  ["Check the `method` option.", "Check -X."],
  ["Check the `headers` option.", "Check -H."],
  ["Check the `body` option.", "Check -d."],
  [" Raise `maxEventSize` if you expect events this large.", ""],
  [" and any service worker or custom `fetch`", ""],
  [" and allows this origin (CORS)", ""],
  ["`idleTimeout`", "--idle-timeout"],
  ["`connectTimeout`", "--connect-timeout"],
  ["`reconnect.maxAttempts` or `reconnect.maxElapsed`", "--max-attempts"],
  ["`reconnect` is off", "--reconnect is off"],
] as const;

/** Returns a sentence that says what happened, and what happens next. */
export function sentence({ message }: Pick<EventSourceErrorEvent, "message">): string {
  return TERMS.reduce((text, [theirs, ours]) => text.replace(theirs, ours), message);
}

/** Returns the first lines of a refused response's body, in which some servers explain the refusal. */
export function excerpt({ body = "" }: EventSourceErrorEvent): string[] {
  const lines = printable(body).split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
  const printed = lines.slice(0, EXCERPT.lines).map((line) => (line.length > EXCERPT.width ? `${line.slice(0, EXCERPT.width)}…` : line));
  return lines.length > EXCERPT.lines ? [...printed, "…"] : printed;
}
