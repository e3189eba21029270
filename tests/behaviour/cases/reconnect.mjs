// Losing and reestablishing a connection.

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

export const cases = [
  {
    name: "the default delay is 3000 ms, and up to half as much at random",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { end: true }]);
      const error = await t.event(t.open(stream.url), "error");
      t.ok(error.delay >= 3000 && error.delay <= 4500, `delay: ${error.delay}`);
      t.equal(error.attempt, 0, "attempt");
      t.checkError(error, stream.url, { reason: "end", willReconnect: true });
      t.ok(error.message.includes(` ${error.delay} ms`), error.message);
    },
  },
  {
    name: "the default delay is not the same for each source",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { end: true }]);
      const delays = [];
      for (let i = 0; i < 5; i++) delays.push((await t.event(t.open(stream.url), "error")).delay);
      t.ok(new Set(delays).size > 1, `no jitter: ${delays}`);
    },
  },
  {
    name: "the first reconnect after a `retry` has no jitter",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 1000000\n" }, { end: true }]);
      for (let i = 0; i < 3; i++) t.equal((await t.event(t.open(stream.url), "error")).delay, 1_000_000, "delay");
    },
  },
  {
    name: "an ended stream reconnects with the last event ID, and loses nothing",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\n" }, { end: true }], [{ status: 200 }, { write: "id: 2\ndata: b\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      const events = t.record(source, "open", "message", "error");
      await t.event(source, "error");
      t.equal(source.readyState, 0, "readyState while waiting");
      await t.event(source, "error");
      const last = await t.event(source, "message");
      t.same(events, [["open", null], ["message", "a"], ["error", "end"], ["open", null], ["message", "b"], ["error", "end"], ["open", null], ["message", "hello"]]);
      t.equal(last.lastEventId, "2", "lastEventId is sticky");
      t.same((await stream.log({ requests: 3 })).map(({ lastEventId }) => lastEventId), [undefined, "1", "2"]);
    },
  },
  {
    name: "Last-Event-ID is sent as UTF-8",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: é€😀\ndata: a\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      await t.event(source, "error");
      await t.event(source, "message");
      t.equal((await stream.log({ requests: 2 }))[1].lastEventId, "é€😀", "header");
      t.equal(source.lastEventId, "é€😀", "lastEventId");
    },
  },
  {
    name: "an empty id takes the header away",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\nid\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      await t.event(source, "error");
      t.equal(source.lastEventId, "", "lastEventId");
      await t.event(source, "message");
      t.equal((await stream.log({ requests: 2 }))[1].lastEventId, undefined, "header");
    },
  },
  {
    name: "retry changes reconnectionTime and the delay, at once",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 1234\n" }, { write: "data: a\n\n" }, { wait: "go" }, { end: true }]);
      const source = t.open(stream.url);
      await t.event(source, "message");
      t.equal(source.reconnectionTime, 1234, "reconnectionTime");
      const error = t.event(source, "error");
      await stream.signal("go");
      t.equal((await error).delay, 1234, "delay");
      source.close();
      t.equal(source.reconnectionTime, 1234, "reconnectionTime after close()");
    },
  },
  {
    name: "a connection cut in the middle of an event: neither lost nor half delivered",
    async run(t) {
      const stream = await t.script(
        [{ status: 200 }, { write: "retry: 10\nid: 1\ndata: whole\n\nid: 2\ndata: ha" }, { wait: "cut" }, { destroy: true }],
        [{ status: 200 }, { write: "id: 2\ndata: half\n\n" }],
      );
      const source = t.open(stream.url);
      const events = t.record(source, "message");
      const errors = t.record(source, "error");
      await t.event(source, "message");
      const error = t.event(source, "error");
      await stream.signal("cut");
      const { willReconnect, message, delay } = await error;
      t.same([willReconnect, delay], [true, 10]);
      t.ok(message.includes(stream.url), message);
      await t.event(source, "message");
      t.same(events, [["message", "whole"], ["message", "half"]]);
      t.equal(errors.length, 1, "errors");
      t.equal((await stream.log({ requests: 2 }))[1].lastEventId, "1", "header");
    },
  },
  ...["cut", "reset"].map((how) => ({
    name: `a connection ${how} in the middle of an event: the reason is "network"`,
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: whole\n\ndata: ha" }, { wait: "lose" }, { destroy: how }]);
      const source = t.open(stream.url);
      await t.event(source, "message");
      const error = t.event(source, "error");
      await stream.signal("lose");
      t.checkError(await error, stream.url, { reason: "network", willReconnect: true });
    },
  })),
  {
    name: "a stream that ends in the middle of an event drops it",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: whole\n\nid: 9\ndata: half\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      const events = t.record(source, "message");
      await t.event(source, "error");
      t.equal(source.lastEventId, "", "lastEventId");
      await t.event(source, "message");
      t.same(events, [["message", "whole"], ["message", "hello"]]);
    },
  },
  {
    name: "a character cut by the end of one connection does not reach into the next",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: a\n\ndata: " }, { bytes: "8J8=" }, { end: true }], [{ status: 200 }, { write: "\ufeffdata: b\n\n" }]);
      const source = t.open(stream.url);
      const events = t.record(source, "message");
      await t.event(source, "error");
      await t.event(source, "message");
      t.same(events, [["message", "a"], ["message", "b"]]);
    },
  },
  {
    name: "events split over chunks, also inside a character",
    async run(t) {
      const bytes = [...new TextEncoder().encode("event: ping\r\nid: é\r\ndata: 😀\r\n\r\n")];
      const chunks = bytes.map((byte) => ({ bytes: btoa(String.fromCharCode(byte)) }));
      const stream = await t.script([{ status: 200 }, ...chunks]);
      const event = await t.event(t.open(stream.url), "ping");
      t.same([event.data, event.lastEventId], ["😀", "é"]);
    },
  },
  {
    name: "failures in a row: the delay doubles, with up to half of it on top; an event resets it",
    async run(t) {
      const nothing = [{ status: 200 }, { end: true }];
      const stream = await t.script([{ status: 200 }, { write: "retry: 60\ndata: a\n\n" }, { end: true }], nothing, nothing, [{ status: 200 }, { write: "data: b\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      const delays = [];
      const attempts = [];
      source.addEventListener("error", ({ delay, attempt }) => (delays.push(delay), attempts.push(attempt)));
      while ((await t.event(source, "message")).data !== "hello");
      t.same(attempts, [0, 1, 2, 3]);
      t.equal(delays[0], 60, "first");
      t.ok(delays[1] >= 120 && delays[1] <= 180, `second: ${delays[1]}`);
      t.ok(delays[2] >= 240 && delays[2] <= 360, `third: ${delays[2]}`);
      t.equal(delays[3], 60, "after an event");
    },
  },
  {
    name: "the wait is kept",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 200\ndata: a\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      await t.event(source, "error");
      const lost = performance.now();
      await t.event(source, "open");
      const waited = performance.now() - lost;
      // Timers may fire slightly early if the clock is coarse.
      t.ok(waited >= 190, `reconnected after ${waited} ms`);
    },
  },
  {
    name: "reconnect: false closes at the first loss",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\n" }, { end: true }], hello);
      const error = await t.event(t.open(stream.url, { reconnect: false }), "error");
      t.checkError(error, stream.url, { reason: "end", willReconnect: false });
      await t.settle();
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "a reconnect goes to the original URL",
    async run(t) {
      // Let the server end the streams: Firefox continues a redirected request even after it is aborted.
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\n" }, { end: true }], [...hello, { end: true }]);
      const fetched = [];
      const source = t.open(stream.redirectUrl, { fetch: (url, init) => (fetched.push(url), fetch(url, init)) });
      await t.event(source, "error");
      await t.event(source, "message");
      t.same(fetched, [stream.redirectUrl, stream.redirectUrl]);
    },
  },
  {
    name: "close() while waiting to reconnect: no further request",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: a\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      const events = t.record(source, "error", "open");
      await t.event(source, "error");
      source.close();
      // Wait until another source with a longer delay has reconnected.
      const peer = await t.script([{ status: 200 }, { write: "retry: 50\ndata: a\n\n" }, { end: true }], hello);
      const other = t.open(peer.url);
      await t.event(other, "error");
      await t.event(other, "message");
      t.equal((await stream.log()).length, 1, "requests");
      t.same(events, [["open", null], ["error", "end"]]);
      t.equal(source.readyState, 2, "readyState");
    },
  },
];
