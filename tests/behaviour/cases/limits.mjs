// Liveness and limits: idleTimeout, connectTimeout, maxEventSize.

// Firefox reports a response only once its body has begun, so send a comment.
const silent = [{ status: 200 }, { write: ":\n" }];
const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

const MB = 1 << 20;

/** A `fetch` whose response has one event of this many bytes, in chunks of 64 KB, followed by the bytes in `end`. */
const large = (bytes, end) => () => {
  const chunk = new Uint8Array(64 << 10).fill(0x78);
  let left = bytes;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: ")),
    pull(controller) {
      controller.enqueue(left > 0 ? chunk : end);
      if (left <= 0) controller.close();
      left -= chunk.length;
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
};

/** A `fetch` whose response is `text`, in chunks of `size` bytes. */
const inChunks = (text, size) => () => {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
};

export const cases = [
  {
    name: "idleTimeout: not a byte for so long is a lost connection",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\n" }], hello);
      const source = t.open(stream.url, { idleTimeout: 100 });
      const error = await t.event(source, "error");
      t.same([error.reason, error.willReconnect, error.delay], ["idle", true, 10]);
      t.match(error.message, /100 ms.*idleTimeout/, "message");
      await t.event(source, "message");
      const requests = await stream.log({ requests: 2, closed: 1 });
      t.equal(requests[1].lastEventId, "1", "header");
    },
  },
  {
    name: "idleTimeout: comments and parts of lines count as life",
    async run(t) {
      const beats = Array.from({ length: 6 }, () => [{ pause: 100 }, { write: ":" }]).flat();
      const stream = await t.script([{ status: 200 }, ...beats, { write: "\ndata: a\n\n" }, { end: true }]);
      const source = t.open(stream.url, { idleTimeout: 400, reconnect: false });
      const events = t.record(source, "message", "error");
      await t.event(source, "error");
      t.same(events, [["message", "a"], ["error", "end"]]);
    },
  },
  {
    name: "idleTimeout without reconnecting: CLOSED, and the message says both",
    async run(t) {
      const stream = await t.script(silent);
      const error = await t.event(t.open(stream.url, { idleTimeout: 50, reconnect: false }), "error");
      t.checkError(error, stream.url, { reason: "idle", willReconnect: false });
      t.match(error.message, /reconnect/, "message");
    },
  },
  {
    name: "connectTimeout: no response in time",
    async run(t) {
      const stream = await t.script([{ wait: "never" }], hello);
      const source = t.open(stream.url, { connectTimeout: 100, reconnect: { decide: () => 0 } });
      const message = t.event(source, "message");
      const error = await t.event(source, "error");
      t.same([error.reason, error.willReconnect, error.attempt], ["connect-timeout", true, 0]);
      t.match(error.message, /100 ms.*connectTimeout/, "message");
      await stream.log({ closed: 1 });
      await message;
    },
  },
  {
    name: "connectTimeout counts what the headers function takes, and is over with the response",
    async run(t) {
      const error = await t.event(t.open(`${t.origin}/`, { connectTimeout: 50, reconnect: false, headers: () => new Promise(() => {}) }), "error");
      t.equal(error.reason, "connect-timeout", "reason");
      const stream = await t.script([...silent, { pause: 600 }, { write: "data: late\n\n" }]);
      t.equal((await t.event(t.open(stream.url, { connectTimeout: 400 }), "message")).data, "late", "data");
    },
  },
  {
    name: "a timer that slept with the machine reconnects at once, and it does not count",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 5000\ndata: a\n\n" }], [{ status: 200 }, { write: "retry: 5000\n" }, { end: true }]);
      const source = t.open(stream.url, { idleTimeout: 100 });
      await t.event(source, "message");
      // A test cannot put the machine to sleep, but it can set the clock forward, as the timer would find it afterwards.
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
      try {
        const slept = await t.event(source, "error");
        t.same([slept.reason, slept.delay], ["idle", 0]);
      } finally {
        Date.now = now;
      }
      const next = await t.event(source, "error");
      t.same([next.reason, next.delay], ["end", 5000], "the first failure that counts");
    },
  },
  {
    name: "maxEventSize: an endless line ends in a clear error; what came before was delivered",
    async run(t) {
      const endless = Array.from({ length: 400 }, () => ({ write: "x".repeat(10_000) }));
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\ndata: " }, ...endless]);
      const source = t.open(stream.url, { maxEventSize: 100_000 });
      const events = t.record(source, "message");
      const error = await t.event(source, "error");
      t.checkError(error, stream.url, { reason: "too-large", willReconnect: false });
      t.match(error.message, /100000 bytes.*maxEventSize/, "message");
      t.same(events, [["message", "a"]]);
      await stream.log({ closed: 1 });
    },
  },
  {
    name: "maxEventSize counts all lines of an event, and each event anew",
    async run(t) {
      const line = `data: ${"x".repeat(90)}\n`;
      const stream = await t.script([{ status: 200 }, { write: `${line}\n${line}\n` }, { write: `${line}${line}\n` }]);
      const source = t.open(stream.url, { maxEventSize: 120 });
      const events = t.record(source, "message");
      t.equal((await t.event(source, "error")).reason, "too-large", "reason");
      t.equal(events.length, 2, "events");
    },
  },
  {
    name: "a chunk with more events than are scanned at once",
    async run(t) {
      const expected = Array.from({ length: 20_000 }, (_, i) => String(i));
      const text = expected.map((data) => `data: ${data}\n\n`).join("");
      for (const size of [60_000, text.length]) {
        const source = t.open(`${t.origin}/many-events`, { fetch: inChunks(text, size) });
        const data = [];
        source.onmessage = (event) => data.push(event.data);
        await t.event(source, "error");
        source.close();
        t.equal(data.length, expected.length, `events, in chunks of ${size}`);
        // Report only the first wrong events: a message with 20,000 would be unreadable.
        t.same(data.filter((value, i) => value !== expected[i]).slice(0, 3), [], `wrong ones, in chunks of ${size}`);
      }
    },
  },
  {
    name: "maxEventSize: the data lines of an event add up, however small the chunks",
    async run(t) {
      const url = `${t.origin}/small-chunks`;
      const text = `data: a\n\n${"data: 0123456789\n".repeat(20)}\ndata: c\n\n`;
      for (const size of [1, 5, 17, text.length]) {
        const source = t.open(url, { fetch: inChunks(text, size), maxEventSize: 100 });
        const events = t.record(source, "message");
        const error = await t.event(source, "error");
        t.checkError(error, url, { reason: "too-large", willReconnect: false });
        t.match(error.message, /100 bytes.*maxEventSize/, "message");
        t.same(events, [["message", "a"]], `events, in chunks of ${size}`);
      }
    },
  },
  {
    name: "maxEventSize: however many `retry` lines, comments and unknown fields, they add nothing",
    async run(t) {
      const ignored = `retry: 20\n: ${"x".repeat(100)}\n${"y".repeat(100)}: z\nretry: x\n`;
      const text = `${ignored.repeat(200)}data: small\n${ignored.repeat(200)}data: event\n\n`;
      for (const size of [7, 64, 1000, text.length]) {
        const source = t.open(`${t.origin}/ignored`, { fetch: inChunks(text, size), maxEventSize: 20, reconnect: false });
        const events = t.record(source, "message", "error");
        await t.event(source, "error");
        t.same(events, [["message", "small\nevent"], ["error", "end"]], `events, in chunks of ${size}`);
        t.equal(source.reconnectionTime, 20, "reconnectionTime");
      }
    },
  },
  {
    name: "events of 50 MB: the wasm memory does not grow",
    async run(t) {
      const end = new TextEncoder().encode("\n\ndata: small\n\n");
      for (let i = 0; i < 3; i++) {
        const source = t.open(`${t.origin}/large`, { fetch: large(50 * MB, end), reconnect: false });
        const ended = t.event(source, "error");
        t.equal((await t.event(source, "message")).data.length, 50 * MB, "length");
        await ended;
        t.ok(t.wasmBytes() > 0 && t.wasmBytes() <= MB, `wasm memory: ${t.wasmBytes()} bytes`);
      }
    },
  },
  {
    name: "an endless line: the wasm memory stays small",
    async run(t) {
      const source = t.open(`${t.origin}/large`, { fetch: large(300 * MB, new Uint8Array(1)), reconnect: false, maxEventSize: MB });
      t.equal((await t.event(source, "error")).reason, "too-large", "reason");
      t.ok(t.wasmBytes() > 0 && t.wasmBytes() <= MB, `wasm memory: ${t.wasmBytes()} bytes`);
    },
  },
  {
    name: "maxBufferSize is npm eventsource's name for it, and goes behind it",
    async run(t) {
      const script = [{ status: 200 }, { write: `data: ${"x".repeat(200)}\n\n` }];
      const stream = await t.script(script);
      const error = await t.event(t.open(stream.url, { maxBufferSize: 100 }), "error");
      t.checkError(error, stream.url, { reason: "too-large", willReconnect: false });
      t.match(error.message, /exceeded 100 bytes/, "message");
      await t.event(t.open(stream.url, { maxBufferSize: 100, maxEventSize: 1000 }), "message");
    },
  },
  {
    name: "limits that are none throw a TypeError that names them",
    async run(t) {
      for (const [name, value] of [["idleTimeout", -1], ["connectTimeout", "1000"], ["maxEventSize", 0], ["maxEventSize", NaN]]) {
        const error = t.thrown(() => t.open(`${t.origin}/`, { [name]: value }));
        t.ok(error instanceof TypeError && error.message.includes(name), `${name}: ${error}`);
      }
    },
  },
];
