/** A failure in a sentence: the class's own, whose advice is about options of its constructor, put in terms of the command line. */
import type { EventSourceErrorEvent } from "eventsource-wasm";
import { printable } from "./printable.js";

const EXCERPT = { lines: 8, width: 200 };

/** What the class says, and what to say instead. `tests/vectors/sentences.json` notices when one of them goes stale. */
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

/** What happened, and what comes next. */
export function sentence({ message }: Pick<EventSourceErrorEvent, "message">): string {
  return TERMS.reduce((text, [theirs, ours]) => text.replace(theirs, ours), message);
}

/** The beginning of the response that was refused: some servers say there what they miss. */
export function excerpt({ body = "" }: EventSourceErrorEvent): string[] {
  const lines = printable(body).split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
  const shown = lines.slice(0, EXCERPT.lines).map((line) => (line.length > EXCERPT.width ? `${line.slice(0, EXCERPT.width)}…` : line));
  return lines.length > EXCERPT.lines ? [...shown, "…"] : shown;
}
