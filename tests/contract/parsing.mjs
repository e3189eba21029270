// What the harness documents about parsing, as data: chunks that a server writes, and the messages that the service has to report.

const BOM = "\ufeff";
const event = (data, rest = {}) => ({ type: "message", data, id: "", ...rest });
const greeting = (data, id = "") => event(data, { type: "greeting", id });
const megabytes = (count) => "0123456789abcdef".repeat(count * 65_536);

/** By name: chunks, and messages; a string among these is a comment. */
const ALONE = {
  "one line": [["data: a\n\n"], [event("a")]],
  "an event in two chunks": [["data: a", "b\n\n"], [event("ab")]],
  "two events, the second of which begins in the first one's chunk": [["data: a", "b\n\ndata:", "c\n\n"], [event("ab"), event("c")]],
  "two events in one chunk": [["data: a\n\ndata: b\n\n"], [event("a"), event("b")]],
  "two lines of data": [["data: a\ndata:b\n\n"], [event("a\nb")]],
  "7 MB of data": [[`data: ${megabytes(7)}\n\n`], [event(megabytes(7))]],
  "twice 7 MB of data, in one event": [[`data: ${megabytes(7)}`, `${megabytes(7)}\n\n`], [event(megabytes(14))]],
  "empty data": [["data:\n\n"], [event("")]],
  "data without a colon": [["data\n\ndata\ndata\n\n"], [event(""), event("\n")]],
  "a type": [["event: greeting\ndata: a\n\n"], [greeting("a")]],
  "an ID": [["id: 1\ndata: a\n\n"], [event("a", { id: "1" })]],
  "a type and an ID": [["event: greeting\nid: 1\ndata: a\n\n"], [greeting("a", "1")]],
  "data first": [["data: a\nid: 1\nevent: greeting\n\n"], [greeting("a", "1")]],
  "an ID with a NUL is ignored": [["id: 1\u00002\ndata: a\n\n"], [event("a")]],
  "an ID stays": [["id: 1\ndata: a\n\n", "data: b\n\n"], [event("a", { id: "1" }), event("b", { id: "1" })]],
  "an empty ID ends the last one": [["id: 1\ndata: a\n\n", "id: \ndata: b\n\n"], [event("a", { id: "1" }), event("b")]],
  "a field that nobody knows": [["event: greeting\ncolour: red\ndata: a\n\n"], [greeting("a")]],
  "no space behind the colon": [["event:greeting\ndata:a\n\n"], [greeting("a")]],
  "a second space is part of the value": [["event:  greeting\ndata:  a\n\n"], [event(" a", { type: " greeting" })]],
  "characters of several bytes": [["data: €豆腐\n\n"], [event("€豆腐")]],
  "a hundred events keep their order": [[Array.from({ length: 100 }, (_, i) => `data: ${i}\n\n`).join("")], Array.from({ length: 100 }, (_, i) => event(`${i}`))],
  "characters of several bytes, byte by byte": [pieces("data: €豆腐\n\n", 1), [event("€豆腐")]],

  "BOM: in front": [[`${BOM}data: a\n\n`], [event("a")]],
  "BOM: in front of a type and an ID": [[`${BOM}event: greeting\nid: 1\ndata: a\n\n`], [greeting("a", "1")]],
  "BOM: in front of two events": [[`${BOM}data: a\n\ndata: b\n\n`], [event("a"), event("b")]],
  "BOM: later on it is data": [["data: a\n\n", `data: ${BOM}b\n\n`], [event("a"), event(`${BOM}b`)]],
  "BOM: in two chunks": [["\u00ef\u00bb", "\u00bfdata: a\n\n"].map(bytes), [event("a")]],
  "BOM: in three chunks": [["\u00ef", "\u00bb", "\u00bf", "data: a\n\n"].map(bytes), [event("a")]],
  "BOM: only the first one": [[`${BOM}data: ${BOM}a\n\n`], [event(`${BOM}a`)]],
  "BOM: in front of two lines of data": [[`${BOM}data: a\ndata: b\n\n`], [event("a\nb")]],
  "BOM: in front of a comment": [[`${BOM}:a\ndata: b\n\n`], ["a", event("b")]],
  "BOM: in front of empty data": [[`${BOM}data:\n\n`], [event("")]],

  "comment: one": [[":a\n"], ["a"]],
  "comment: two": [[":a\n", ":b\n"], ["a", "b"]],
  "comment: before an event": [[":a\n", "data: b\n\n"], ["a", event("b")]],
  "comment: after an event": [["data: a\n\n", ":b\n"], [event("a"), "b"]],

  "line ends: CRLF, cut in the middle": [["data: a\r", "\ndata: b\r", "\n\r\ndata: c\r", "\n", "\r", "\n"], [event("a\nb"), event("c")]],
};

/** Those that are run with each line end, whole and in pieces of one and two bytes; `|` is the line end. */
const LINES = {
  "one line": ["data: a||", [event("a")]],
  "one line, two lines": ["data: a||data: b|data: c||", [event("a"), event("b\nc")]],
  "an empty line of data first": ["data:|data: b|data: c||", [event("\nb\nc")]],
  "an empty line of data in the middle": ["data: a|data:|data: c||", [event("a\n\nc")]],
  "an empty line too many": ["data: a|||data: b||", [event("a"), event("b")]],
  "two empty lines too many": ["data: a||||data: b||", [event("a"), event("b")]],
};

function bytes(binary) {
  return Buffer.from(binary, "latin1");
}

function pieces(text, size) {
  const whole = Buffer.from(text);
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.subarray(i * size, (i + 1) * size));
}

function* inAllLineEnds() {
  for (const [ending, end] of Object.entries({ LF: "\n", CRLF: "\r\n", CR: "\r" }))
    for (const [name, [template, messages]] of Object.entries(LINES)) {
      const text = template.replaceAll("|", end);
      for (const [way, chunks] of Object.entries({ whole: [text], "byte by byte": pieces(text, 1), "two bytes each": pieces(text, 2) }))
        yield [`line ends: ${ending}: ${name}, ${way}`, [chunks, messages]];
    }
}

export const parsing = [...Object.entries(ALONE), ...inAllLineEnds()].map(([name, [chunks, messages]]) => ({
  name,
  chunks,
  messages: messages.map((message) => (typeof message === "string" ? { kind: "comment", comment: message } : { kind: "event", event: message })),
}));
