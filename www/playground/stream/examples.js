// Streams to choose from, each for one thing that goes wrong elsewhere. `cuts` are offsets in bytes; `every` cuts after that many.

const tokens = ["Serv", "er-sent", " events", " are", " text", " \u{1F680}"];
const chat = tokens.map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`).join("");

export const EXAMPLES = {
  lines: {
    name: "Several data lines",
    why: "Each data line adds a line to the event: they are joined by LF.",
    text: "event: poem\nid: 1\ndata: Roses are red,\ndata: violets are blue,\ndata:\ndata:  this one keeps a space.\n\n",
    cuts: [18, 38],
  },
  crlf: {
    name: "CRLF, cut in the middle",
    why: "The first chunk ends with CR, which ends the line at once. The LF that opens the next chunk belongs to it: it is no blank line.",
    text: "data: one‹CR›\ndata: two‹CR›\n‹CR›\ndata: three‹CR›‹CR›",
    cuts: [10, 21, 23],
  },
  bom: {
    name: "A byte order mark, cut",
    why: "One BOM at the very beginning is dropped, however it arrives. A second one is part of the first field’s name.",
    text: "‹BOM›data: after the mark\n\n‹BOM›data: not a field that anyone knows\n\n",
    cuts: [1, 2],
  },
  comment: {
    name: "A comment",
    why: "A line that begins with a colon says nothing, and keeps the connection alive.",
    text: ": still here\n\n:\ndata: news\n\n: bye\n\n",
    cuts: [6],
  },
  null: {
    name: "An ID with NULL",
    why: "An ID with a NULL in it is ignored: the one before it stays.",
    text: "id: 41\ndata: first\n\nid: 4‹NUL›2\ndata: still 41\n\nid\ndata: none any more\n\n",
    cuts: [20, 26],
  },
  retry: {
    name: "Retry",
    why: "Only ASCII digits count. The block has no data, so it dispatches nothing, and the time holds all the same.",
    text: "retry: 1500\n\nretry: 2s\nretry: -1\ndata: the time stays 1500\n\n",
    cuts: [9],
  },
  unfinished: {
    name: "An unfinished event",
    why: "Where the stream ends, what has had no blank line is dropped, even if its lines are whole.",
    text: "id: 7\ndata: arrives\n\nid: 8\ndata: never arrives\ndata: nor this",
    cuts: [21, 27],
  },
  tokens: {
    name: "Tokens of a model",
    why: "The wire format of the chat APIs: JSON in data, and a last event that is not JSON.",
    text: `${chat}data: [DONE]\n\n`,
    every: 48,
  },
  emoji: {
    name: "An emoji, cut",
    why: "Four bytes make one character. Decoded chunk by chunk it would become U+FFFD four times.",
    text: "data: a crab \u{1F980} here\n\ndata: and a wrong byte ‹FF› there\n\n",
    cuts: [14, 15, 16],
  },
};
