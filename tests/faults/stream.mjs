// The event stream that all lives play: what can be torn apart in a stream stands in it, in all line endings.

const BOM = "\uFEFF";
/** Sent at the head of every response. The reconnection time keeps the lives short. */
const GREETING = `${BOM}retry: 1\r\n\r\n: welcome 🏓\n`;

/** Each block as it is sent, and the event that it makes. */
const BLOCKS = [
  ["data: first\nid: 1\n\n", "message", "first"],
  ["event: preis\r\nid: 2\r\ndata: 12,50 €\r\n\r\n", "preis", "12,50 €"],
  ["id: 3\rdata: one\rdata:  two\rdata\r\r", "message", "one\n two\n"],
  [": ping\n\nid: 4\ndata: 🦀 wasm 漢字\n\n", "message", "🦀 wasm 漢字"],
  ['data: {"a":[1,2,3],\r\ndata: "ü":"\\n"}\nid: 5\r\n\n', "message", '{"a":[1,2,3],\n"ü":"\\n"}'],
  ["data: a\nid: 6\ndata: b\r\r\n", "message", "a\nb"],
  ["data: id: 99\r\ndata: event: x\r\nid: 7\r\n\r\n", "message", "id: 99\nevent: x"],
  ["data\nevent: empty\nid: 8\n\n", "empty", ""],
  ["id: 9\ndata: \uFEFF\tspace \n\n", "message", "\uFEFF\tspace "],
  ["retry: 1\nfoo: bar\nid: 10\nDATA: y\ndata:x\n\n", "message", "x"],
  [": é\r\n: é\r\n\r\nevent: preis\r\nid: 11\r\ndata: 0 €\r\ndata: 💶\r\n\r\n", "preis", "0 €\n💶"],
  ["event: last\nid: 12\ndata: bye\n\n", "last", "bye"],
];
/** Behind the last event. */
const FAREWELL = ": nothing more\n\n";

/** The type of the last event: a life ends with it. */
export const LAST = "last";
export const TYPES = [...new Set(BLOCKS.map(([, type]) => type))];
export const COUNT = BLOCKS.length;

/** `[type, data, lastEventId]` of all events. */
export const events = (ids) => BLOCKS.map(([, type, data], i) => [type, data, ids ? String(i + 1) : ""]);

/** What a server sends that continues after an event's number, piece by piece. */
export function pieces({ ids, after = 0, most = COUNT }) {
  const texts = BLOCKS.map(([text]) => (ids ? text : text.replace(/^id: \d+(?:\r\n|[\r\n])/m, "")));
  const sent = texts.slice(after, after + most);
  return [GREETING, ...sent, ...(after + sent.length === COUNT ? [FAREWELL] : [])].map((text) => Buffer.from(text));
}

/** Where each event of a whole stream's body is complete. */
function ends(ids) {
  let end = Buffer.byteLength(GREETING);
  return pieces({ ids }).slice(1, -1).map((bytes) => {
    end += bytes.length;
    // The CR of the last CRLF ends the blank line at once.
    return end - (bytes.subarray(-2).toString() === "\r\n" ? 1 : 0);
  });
}
const ENDS = { true: ends(true), false: ends(false) };

/** How many events are complete within the first `length` bytes of a whole stream's body. */
export const complete = (ids, length) => ENDS[ids].filter((end) => end <= length).length;
