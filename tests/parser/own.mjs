// What the vectors do not say: limits, reset, callbacks that call back, the stream.
import { createParser as theirs } from "eventsource-parser";
import { createParser, ParseError } from "../../dist/parser.js";
import { EventSourceParserStream, ParseError as StreamsParseError } from "../../dist/stream.js";
import { record } from "./record.mjs";

const encoder = new TextEncoder();

async function through(stream, chunks) {
  const source = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events = [];
  const reader = source.pipeThrough(stream).getReader();
  for (let result; !(result = await reader.read()).done; ) events.push(result.value);
  return events;
}

export const own = [
  {
    name: "a function instead of the config is a TypeError, with the same words",
    run(assert) {
      let message;
      try {
        theirs(() => {});
      } catch (error) {
        ({ message } = error);
      }
      assert.throws(() => createParser(() => {}), { name: "TypeError", message });
    },
  },
  {
    name: "maxBufferSize: an error, then feed throws until reset; what was complete is told before",
    run(assert) {
      for (const create of [theirs, createParser]) {
        const calls = [];
        const parser = create({ maxBufferSize: 20, onEvent: ({ data }) => calls.push(data), onError: ({ type, name, message }) => calls.push([type, name, message]) });
        parser.feed("data: a\n\n");
        parser.feed(`data: ${"x".repeat(30)}`);
        assert.throws(() => parser.feed("data: b\n\n"), /terminated after exceeding/);
        parser.reset();
        parser.feed("data: c\n\n");
        assert.deepEqual(calls, ["a", ["max-buffer-size-exceeded", "ParseError", "Buffered data exceeded max buffer size of 20 characters"], "c"]);
      }
    },
  },
  {
    name: "chunks with more events than are scanned at once, and with more bytes",
    run(assert) {
      const text = Array.from({ length: 60_000 }, (_, i) => (i % 3 ? `data: ${i}\n\n` : `id: ${i}\nevent: é${i}\ndata:\ndata:${i}\n\n`)).join("");
      const bytes = encoder.encode(text);
      const chunks = (size) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      const parsed = (create, chunks) => {
        const events = [];
        const parser = create({ onEvent: (event) => events.push(event) });
        for (const chunk of chunks) parser.feed(chunk);
        return events;
      };
      const expected = parsed(theirs, [text]);
      assert.equal(expected.length, 60_000);
      for (const size of [40_000, 65_536, 131_072, 131_073, bytes.length]) assert.deepEqual(parsed(createParser, chunks(size)), expected, `chunks of ${size}`);
      assert.deepEqual(parsed(createParser, [text]), expected, "as text");
    },
  },
  {
    name: "a value of 1 MB, cut anywhere",
    run(assert) {
      for (const unit of ["x", "é", "漢字", "🙂"]) {
        const data = unit.repeat(1e6 / encoder.encode(unit).length);
        const bytes = encoder.encode(`data: ${data}\n\ndata: next\n\n`);
        for (const size of [777, 16_384, 16_385, 131_071, 200_000, bytes.length]) {
          const events = [];
          const parser = createParser({ onEvent: (event) => events.push(event.data) });
          for (let at = 0; at < bytes.length; at += size) parser.feed(bytes.subarray(at, at + size));
          // Not by a diff of a megabyte.
          assert.ok(events.length === 2 && events[0] === data && events[1] === "next", `${unit} in chunks of ${size}`);
        }
      }
    },
  },
  {
    name: "reset drops what is unfinished; with consume it tells what the unfinished line is",
    run(assert) {
      for (const line of ["data: x", "retry: 12", ": comment", "nonsense", "retry: x"])
        for (const consume of [false, true]) {
          const results = [theirs, createParser].map((create) => {
            let parser;
            const calls = record((config) => (parser = create(config)), ["id: 1\ndata: lost\n", line]);
            parser.reset({ consume });
            parser.feed("\uFEFFdata: new\n\n");
            return calls;
          });
          assert.deepEqual(results[1], results[0], `${line}, consume ${consume}`);
        }
    },
  },
  {
    name: "bytes that are not UTF-8 become U+FFFD, as a decoder of the whole has it",
    run(assert) {
      const bytes = [...encoder.encode("data: a"), 0xff, 0xf0, 0x9f, 0x98, ...encoder.encode("b\nevent: e"), 0xc3, ...encoder.encode("\nid: \u00e9\ndata: \u20ac"), 0xe2, 0x82, ...encoder.encode("\n\ndata: \uFFFD genuine\n\ndata: c"), 0x80, ...encoder.encode("\n\n")];
      const expected = record(theirs, [new TextDecoder().decode(new Uint8Array(bytes))]);
      for (let at = 0; at <= bytes.length; at++) assert.deepEqual(record(createParser, [new Uint8Array(bytes.slice(0, at)), new Uint8Array(bytes.slice(at))]), expected, `cut at ${at}`);
      assert.deepEqual(record(createParser, [encoder.encode("data: \u20ac next\n\n")]), [["event", { id: undefined, event: undefined, data: "\u20ac next" }]]);
    },
  },
  {
    name: "a surrogate pair that two strings share",
    run(assert) {
      assert.deepEqual(record(createParser, ["data: \ud83d", "\ude00\n\n"]), [["event", { id: undefined, event: undefined, data: "\u{1F600}" }]]);
    },
  },
  {
    name: "a callback may feed its own parser and make others: the batch goes on as it was",
    run(assert) {
      const seen = [];
      const parser = createParser({
        onEvent({ data }) {
          seen.push(data);
          if (data !== "a") return;
          parser.feed(encoder.encode("data: nested\n\n"));
          for (let i = 0; i < 50; i++) createParser({ onEvent() {} }).feed(encoder.encode(`data: ${"x".repeat(100_000)}\n\n`));
        },
      });
      parser.feed(encoder.encode("data: a\n\ndata: b\n\n"));
      assert.deepEqual(seen, ["a", "nested", "b"]);
    },
  },
  {
    name: "chunks of all sizes, up to 5 MB",
    run(assert) {
      for (const size of [1, 4095, 4096, 4097, 65_536, 5_000_000]) {
        const data = "x\u20ac".repeat(size / 2 + 1);
        assert.equal(record(createParser, [encoder.encode(`data: ${data}\n\n`)])[0][1].data, data, String(size));
        assert.equal(record(createParser, [`data: ${data}\n\n`])[0][1].data, data, `${size}, as a string`);
      }
    },
  },
  {
    name: "lines of kilobytes in small chunks, among others, with every line end and what is not UTF-8",
    run(assert) {
      const mixed = "abc\u20ac\u{1F600}: ".repeat(700);
      const bytes = [];
      for (const end of ["\n", "\r", "\r\n"])
        for (const line of [`data: ${mixed}`, `data:${mixed}`, `data ${mixed}`, `id: ${mixed}`, `event: ${mixed}`, `:${mixed}`, `unknown: ${mixed}`])
          bytes.push(...encoder.encode(`data: first${end}${line}`), ...(line.startsWith("data:") ? [0xe2, 0x82, 0xff] : []), ...encoder.encode(`${end}data: last${end}${end}`));
      const all = new Uint8Array([...encoder.encode("\uFEFF"), ...bytes]);
      const expected = record(theirs, [new TextDecoder("utf-8", { ignoreBOM: true }).decode(all)]);
      assert.equal(expected.filter(([name]) => name === "event").length, 21);
      for (const size of [1, 7, 100, 1000, 1023, 1024, 1025, 1031, 3000, 10_000]) {
        const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.subarray(i * size, (i + 1) * size));
        assert.deepEqual(record(createParser, chunks), expected, `in chunks of ${size}`);
      }
    },
  },
  {
    name: "maxBufferSize ends a line of data that goes on and on, and reset begins anew",
    run(assert) {
      const calls = [];
      const parser = createParser({ maxBufferSize: 10_000, onEvent: ({ data }) => calls.push(data), onError: ({ type }) => calls.push(type) });
      parser.feed("data: a\n\ndata: ");
      assert.throws(() => { for (let i = 0; i < 100; i++) parser.feed("x".repeat(500)); }, /terminated/);
      parser.reset();
      parser.feed(`data: ${"y".repeat(3000)}`);
      parser.reset();
      parser.feed("data: b\n\n");
      assert.deepEqual(calls, ["a", "max-buffer-size-exceeded", "b"]);
    },
  },
  {
    name: "EventSourceParserStream takes bytes and strings",
    async run(assert) {
      const expected = [{ id: "1", event: "e", data: "a\u20ac" }, { id: undefined, event: undefined, data: "b" }];
      const text = "id: 1\nevent: e\ndata: a\u20ac\n\ndata: b\n\n";
      assert.deepEqual(await through(new EventSourceParserStream(), [text.slice(0, 9), text.slice(9)]), expected);
      const bytes = encoder.encode(text);
      assert.deepEqual(await through(new EventSourceParserStream(), [bytes.slice(0, 27), bytes.slice(27)]), expected);
    },
  },
  {
    name: "its onId, onRetry, onComment, onError; \"terminate\"; maxBufferSize errors it",
    async run(assert) {
      const calls = [];
      const note = (name) => (value) => calls.push([name, value instanceof Error ? value.type : value]);
      const options = { onId: note("id"), onRetry: note("retry"), onComment: note("comment"), onError: note("error") };
      await through(new EventSourceParserStream(options), ["id: 1\nretry: 5\n: c\nwhat\n\n"]);
      assert.deepEqual(calls, [["retry", 5], ["comment", "c"], ["error", "unknown-field"], ["id", "1"]]);
      await assert.rejects(through(new EventSourceParserStream({ onError: "terminate" }), ["what\n"]), (error) => error instanceof ParseError && error instanceof StreamsParseError && error.field === "what");
      await assert.rejects(through(new EventSourceParserStream({ maxBufferSize: 5 }), ["data: too long"]), { type: "max-buffer-size-exceeded" });
    },
  },
];
