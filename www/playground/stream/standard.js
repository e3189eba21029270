// An event stream by the steps of the standard, one line at a time, so that they can be shown. It is slow and plain on purpose:
// what the page calls "our parser" is eventsource-wasm/parser, which is asked beside it.
// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

const CR = 0x0d;
const LF = 0x0a;
const BOM = [0xef, 0xbb, 0xbf];
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Lines as `{ start, end, next }`: their first byte, the end of their text, and where the next one starts. A lone CR ends its line at once. */
function* linesOf(bytes, from) {
  let start = from;
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== CR && bytes[at] !== LF) continue;
    const next = bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
    yield { start, end: at, next };
    start = next;
    at = next - 1;
  }
  if (start < bytes.length) yield { start, end: bytes.length, next: undefined };
}

/** The name and the value of a line that is neither blank nor a comment. */
function fieldOf(line) {
  const colon = line.indexOf(":");
  if (colon < 0) return { field: line, value: "", notes: ["whole"] };
  const value = line.slice(colon + 1);
  return value.startsWith(" ") ? { field: line.slice(0, colon), value: value.slice(1), notes: ["space"] } : { field: line.slice(0, colon), value, notes: [] };
}

/** Carries out the step for a field; gives the name of its rule. */
function processField(buffers, field, value) {
  switch (field) {
    case "event":
      buffers.type = value;
      return "event";
    case "data":
      buffers.data += `${value}\n`;
      return "data";
    case "id":
      if (value.includes("\0")) return "null";
      buffers.id = value;
      return "id";
    case "retry":
      if (!/^[0-9]+$/.test(value)) return "digits";
      buffers.retry = Number(value);
      return "retry";
    default:
      return "other";
  }
}

/** Gives the event, if there is one, and empties the buffers. */
function dispatch(buffers) {
  const { data, type, id } = buffers;
  buffers.lastEventId = id;
  buffers.data = buffers.type = "";
  return data === "" ? undefined : { type: type || "message", data: data.slice(0, -1), lastEventId: id };
}

/**
 * What the bytes that have arrived so far mean: `{ lines, buffers, rest }`. A line has its place, its `text`, the `rule` that it fell under
 * and the `notes` beside it; a field has `field` and `value`, and a dispatched event stands in `event`. `after` is the buffers behind it.
 * `rest` is the line that has not ended.
 */
export function interpret(bytes) {
  const buffers = { data: "", type: "", id: "", lastEventId: "", retry: undefined };
  const hasBom = BOM.every((byte, i) => bytes[i] === byte);
  const lines = [];
  let rest;
  for (const place of linesOf(bytes, hasBom ? BOM.length : 0)) {
    const text = decoder.decode(bytes.subarray(place.start, place.end));
    if (place.next === undefined) {
      rest = { ...place, text };
      break;
    }
    const line = { ...place, number: lines.length + 1, text, notes: [] };
    if (text === "") {
      line.event = dispatch(buffers);
      line.rule = line.event ? "blank" : "empty";
    } else if (text.startsWith(":")) line.rule = "comment";
    else {
      Object.assign(line, fieldOf(text));
      line.rule = processField(buffers, line.field, line.value);
    }
    if (hasBom && lines.length === 0) line.notes = ["bom", ...line.notes];
    line.after = { ...buffers };
    lines.push(line);
  }
  return { lines, buffers, rest };
}
