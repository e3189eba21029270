// Judges a life's record: returns a sentence if anything is wrong with it.
import { events as sent } from "./stream.mjs";

const show = JSON.stringify;
const REASONS = new Set(["network", "end"]);

/** Checks the events of each connection. */
function connections({ events, errors }) {
  const ends = [...errors.map(({ after }) => after), events.length];
  return ends.map((end, i) => events.slice(ends[i - 1] ?? 0, end));
}

function wrongEvents(record, ids) {
  const whole = sent(ids);
  if (ids) {
    const at = record.events.findIndex((event, i) => show(event) !== show(whole[i]));
    if (at >= 0) return `event ${at + 1} is ${show(record.events[at])} instead of ${show(whole[at])}`;
    return record.events.length === whole.length ? undefined : `${record.events.length} events instead of ${whole.length}`;
  }
  // Without IDs, each connection starts over.
  const parts = connections(record);
  const wrong = parts.find((part) => show(part) !== show(whole.slice(0, part.length)));
  if (wrong) return `a connection brought ${show(wrong)}`;
  return parts.at(-1).length === whole.length ? undefined : `the last connection brought ${parts.at(-1).length} events`;
}

function wrongErrors({ errors, events }, first) {
  if (first && errors[0]?.reason !== first) return `the first error has the reason ${errors[0]?.reason} instead of ${first}`;
  for (const [i, { reason, willReconnect, attempt, message, after, readyState, lastEventId }] of errors.entries()) {
    if (!REASONS.has(reason) && reason !== first) return `error ${i + 1} has the reason ${reason}: ${message}`;
    if (willReconnect !== true || readyState !== 0) return `error ${i + 1}: willReconnect ${willReconnect}, readyState ${readyState}`;
    if (attempt !== i) return `error ${i + 1} is that of attempt ${attempt}`;
    const id = events[after - 1]?.[2] ?? "";
    if (lastEventId !== id) return `error ${i + 1}: lastEventId is ${show(lastEventId)} after the event ${show(id)}`;
  }
}

const withoutRepeats = (list) => list.filter((item, i) => item !== list[i - 1]);

/** Checks what the proxy saw. A runtime may repeat a request by itself, or be refused before it has sent one. */
function wrongRequests({ errors }, { requests }) {
  const ids = requests.filter(({ method }) => method === "GET").map(({ lastEventId }) => lastEventId);
  const expected = ["", ...errors.map(({ lastEventId }) => lastEventId)];
  if (show(withoutRepeats(ids)) !== show(withoutRepeats(expected))) return `requests with the IDs ${show(ids)} after ${show(expected)}`;
}

/** @param strict whether exactly the expected errors must occur: in Node, which never repeats a request by itself */
export function judge(record, noted, { stream: { ids }, expected }, strict) {
  const { errors, outcome } = record;
  if (noted.trouble) return `the proxy lost the server: ${noted.trouble}`;
  if (outcome !== "whole")
    return `${outcome}, after ${record.events.length} events, ${record.opened} openings and ${noted.requests.length} requests; errors: ${show(errors)}`;
  const reasons = errors.map(({ reason }) => reason);
  const [first] = errors;
  return (
    wrongEvents(record, ids) ??
    wrongErrors(record, expected.first) ??
    wrongRequests(record, noted) ??
    (expected.cuts !== undefined && noted.cuts !== expected.cuts ? `${noted.cuts} cuts instead of ${expected.cuts}` : undefined) ??
    (errors.length < (expected.least ?? 0) ? `${errors.length} errors, but ${expected.least} at least were due` : undefined) ??
    (first && first.after > expected.atMost ? `${first.after} events before the cut, but only ${expected.atMost} were complete` : undefined) ??
    (strict && first && expected.exactly !== undefined && first.after !== expected.exactly ? `${first.after} events before the end, but ${expected.exactly} were complete` : undefined) ??
    (strict && expected.reasons && show(reasons) !== show(expected.reasons) ? `errors ${show(reasons)} instead of ${show(expected.reasons)}` : undefined)
  );
}

/** For faults that the browser's own class may not survive either: ours must survive, or end like that one. */
export function worse(ours, native) {
  const [a, b] = [ours, native].map(({ outcome, events }) => show({ outcome, events }));
  return a === b || a === show({ outcome: "whole", events: sent(true) }) ? undefined : `ours: ${a}, the browser's own: ${b}`;
}
