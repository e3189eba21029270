// The table of lines: what each is, the standard's rule for it, and the buffers behind it.
import { element } from "../element.js";
import { glyphOf, visible } from "./notation.js";
import { NOTES, RULES } from "./rules.js";

const IGNORED = new Set(["null", "digits", "other"]);

/** Of a longer buffer, its end. */
const LONGEST = 90;
const quoted = (text) => element("code", {}, text === "" ? "“”" : visible(text.length > LONGEST ? `…${text.slice(-LONGEST)}` : text));
const chunkOf = (at, chunks) => chunks.findIndex(({ end }) => at < end) + 1;

function lineCell({ number, text, start, end, next }, bytes, chunks) {
  const ending = [...bytes.subarray(end, next)].map((byte) => `‹${glyphOf(byte)}›`).join("");
  const [first, last] = [chunkOf(start, chunks), chunkOf(next - 1, chunks)];
  return element("td", {},
    element("span", { className: "number" }, String(number)),
    element("code", {}, visible(text), element("span", { className: "ending" }, ending)),
    first === last ? "" : element("small", { className: "soft" }, ` chunks ${first}–${last}`));
}

function fieldCell({ rule, field, value }) {
  if (field === undefined) return element("td", {}, element("span", { className: "tag" }, RULES[rule].name));
  return element("td", {}, element("code", { className: "field" }, visible(field)), " ", quoted(value));
}

function ruleCell({ rule, notes }, told) {
  // What holds for many lines is said at the first.
  const said = [RULES[rule], ...notes.filter((note) => !told.has(note)).map((note) => NOTES[note])];
  for (const note of notes) told.add(note);
  return element("td", {}, ...said.map(({ says, name, href }) =>
    element("span", { className: "says" }, `${says} `, element("a", { href, ariaLabel: `The standard about: ${name}` }, "§"))));
}

function afterCell({ rule, event, after }) {
  if (event) return element("td", { className: "after" }, element("span", { className: "tag event" }, event.type), " ", quoted(event.data));
  const changed = { data: ["data", after.data], event: ["type", after.type], id: ["last ID", after.id], retry: ["time", `${after.retry} ms`] }[rule];
  if (!changed) return element("td", { className: "after" }, rule === "empty" ? "no data, no event" : "nothing changes");
  return element("td", { className: "after" }, `${changed[0]} `, quoted(changed[1]));
}

/** `interpreted` is what interpret() gave for the bytes that have arrived. */
export function drawSteps(body, rest, { interpreted, bytes, chunks, isWhole }) {
  const { lines, buffers } = interpreted;
  const told = new Set();
  body.replaceChildren(...lines.map((line) => {
    const className = line.event ? "dispatch" : IGNORED.has(line.rule) ? "ignored" : "";
    return element("tr", { className }, lineCell(line, bytes, chunks), fieldCell(line), ruleCell(line, told), afterCell(line));
  }));
  const waits = [interpreted.rest && `the line “${visible(interpreted.rest.text)}” has not ended`, buffers.data && "an event has no blank line yet"].filter(Boolean);
  if (waits.length === 0) return rest.replaceChildren();
  const { says, href } = NOTES.discarded;
  rest.replaceChildren(`${isWhole ? "If the stream ends here" : "Waiting"}: ${waits.join(", and ")}. `, ...(isWhole ? [`${says} `, element("a", { href, ariaLabel: "The standard about the end of a stream" }, "§")] : []));
}
