// Beginning and end of a source: close() at any moment, signals, many sources at once.
import { createTestServer } from "../../../dist/testing.js";

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

export const cases = [
  {
    name: "close() right after construction: never sent, no event",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(stream.url);
      const events = t.record(source, "open", "message", "error");
      source.close();
      t.equal(source.readyState, 2, "readyState");
      await t.settle();
      t.equal((await stream.log()).length, 0, "requests");
      t.same(events, []);
    },
  },
  {
    name: "close() before a fetch that does not look at the signal: its late body is cancelled, no event",
    async run(t) {
      let asked, answer, cancelled;
      const wasAsked = new Promise((resolve) => (asked = resolve));
      const isCancelled = new Promise((resolve) => (cancelled = resolve));
      const fetch = () => (asked(), new Promise((resolve) => (answer = resolve)));
      const source = t.open(`${t.origin}/late`, { fetch });
      const events = t.record(source, "open", "message", "error");
      await wasAsked;
      source.close();
      const body = new ReadableStream({ cancel: () => cancelled() });
      answer(new Response(body, { headers: { "content-type": "text/event-stream" } }));
      await isCancelled; // the case's own bound ends the wait
      t.same(events, []);
    },
  },
  {
    name: "close() before the answer: the request is aborted, no event",
    async run(t) {
      const stream = await t.script([{ wait: "never" }]);
      const source = t.open(stream.url);
      const events = t.record(source, "open", "message", "error");
      await stream.log({ requests: 1 });
      source.close();
      await stream.log({ closed: 1 });
      await t.settle();
      t.same(events, []);
      t.equal(source.readyState, 2, "readyState");
    },
  },
  {
    name: "close() while headers() is under way: never sent",
    async run(t) {
      const stream = await t.script(hello);
      let finish;
      let source;
      const called = new Promise((resolve) => {
        const headers = ({ signal }) => (resolve(signal), new Promise((done) => (finish = done)));
        source = t.open(stream.url, { headers });
      });
      const events = t.record(source, "error");
      const signal = await called;
      source.close();
      t.equal(signal.aborted, true, "attempt.signal.aborted");
      finish({});
      await t.settle();
      t.equal((await stream.log()).length, 0, "requests");
      t.same(events, []);
    },
  },
  {
    name: "close() while open: the server sees it, no event",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(stream.url);
      await t.event(source, "message");
      const events = t.record(source, "open", "message", "error");
      source.close();
      await stream.log({ closed: 1 });
      t.same(events, []);
      source.close();
      t.equal(source.readyState, 2, "readyState");
    },
  },
  {
    name: "close() in open: nothing of the body is delivered",
    async run(t) {
      // A busy Firefox may lose an abort at this moment, and then closes the connection only at the next byte.
      const heartbeat = Array.from({ length: 40 }, () => [{ pause: 200 }, { write: ":\n" }]).flat();
      const stream = await t.script([...hello, ...heartbeat]);
      const source = t.open(stream.url);
      const events = t.record(source, "message", "error");
      source.onopen = () => source.close();
      await t.event(source, "open");
      await stream.log({ closed: 1 });
      await t.settle();
      t.same(events, []);
    },
  },
  {
    name: "close() in a handler stops the events of the same chunk",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 1\ndata: a\n\nid: 2\ndata: b\n\n" }]);
      const source = t.open(stream.url);
      const events = t.record(source, "message", "error");
      source.onmessage = () => source.close();
      await t.event(source, "message");
      await stream.log({ closed: 1 });
      t.same(events, [["message", "a"]]);
      t.equal(source.lastEventId, "1", "lastEventId");
    },
  },
  {
    name: "close() in error stops the reconnecting",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 0\ndata: a\n\n" }, { end: true }]);
      const source = t.open(stream.url);
      source.onerror = () => source.close();
      t.equal((await t.event(source, "error")).willReconnect, true, "willReconnect");
      await t.settle();
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "lastEventId in a handler is that of the event",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\n\n" }, { end: true }]);
      const source = t.open(stream.url, { reconnect: false });
      const ids = [];
      source.onmessage = () => ids.push(source.lastEventId);
      await t.event(source, "error");
      t.same([...ids, source.lastEventId], ["1", "2", "3"]);
    },
  },
  {
    name: "signal: aborting closes, without an event",
    async run(t) {
      const stream = await t.script(hello);
      const controller = new AbortController();
      const source = t.open(stream.url, { signal: controller.signal });
      await t.event(source, "message");
      const events = t.record(source, "open", "message", "error");
      controller.abort();
      t.equal(source.readyState, 2, "readyState");
      await stream.log({ closed: 1 });
      await t.settle();
      t.same(events, []);
    },
  },
  {
    name: "signal: aborted before, CLOSED at once, no request, no event",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(stream.url, { signal: AbortSignal.abort() });
      const events = t.record(source, "open", "message", "error");
      t.equal(source.readyState, 2, "readyState");
      source.close();
      await t.settle();
      t.equal((await stream.log()).length, 0, "requests");
      t.same(events, []);
    },
  },
  {
    name: "signal: aborting while waiting to reconnect",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 0\ndata: a\n\n" }, { end: true }]);
      const controller = new AbortController();
      const source = t.open(stream.url, { signal: controller.signal });
      source.onerror = () => controller.abort();
      await t.event(source, "error");
      await t.settle();
      t.equal(source.readyState, 2, "readyState");
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "a source made in a handler of another one, in the middle of a chunk",
    async run(t) {
      const inner = await t.script(hello);
      const outer = await t.script([{ status: 200 }, { write: "data: a\n\ndata: b\n\n" }]);
      const source = t.open(outer.url);
      const events = t.record(source, "message");
      const made = new Promise((resolve) => (source.onmessage = () => ((source.onmessage = null), resolve(t.event(t.open(inner.url), "message")))));
      t.equal((await made).data, "hello", "inner");
      t.same(events, [["message", "a"], ["message", "b"]]);
    },
  },
  {
    name: "20 sources at once",
    async run(t) {
      const server = createTestServer();
      const all = await Promise.all(
        Array.from({ length: 20 }, async (_, number) => {
          const url = `${t.origin}/${number}`;
          const events = t.record(t.open(url, { fetch: server.fetch, reconnect: false }), "message");
          const stream = await server.connection({ where: (request) => request.url === url });
          // The chunks of all sources alternate.
          for (const chunk of [`data: ${number}`, `.0\n\ndata: ${number}.1\n`, "\n"]) await stream.write(chunk);
          await stream.end();
          return events;
        }),
      );
      t.same(all, all.map((_, number) => [["message", `${number}.0`], ["message", `${number}.1`]]));
    },
  },
  {
    name: "a large event, and many small ones in one chunk",
    async run(t) {
      const large = "x€".repeat(500_000);
      const stream = await t.script([{ status: 200 }, { write: `data: ${large}\n\n` }, { write: "data: small\n\n".repeat(5000) }, { end: true }]);
      const source = t.open(stream.url, { reconnect: false });
      const events = t.record(source, "message");
      await t.event(source, "error");
      t.ok(events[0][1] === large, "the large event is not what was sent");
      t.equal(events.filter(([, data]) => data === "small").length, 5000, "small events");
    },
  },
  {
    name: "where wasm is blocked, the constructor says what to do, unless it needs none",
    only: ["window"],
    async run(t) {
      const frame = document.createElement("iframe");
      const answer = new Promise((resolve) => addEventListener("message", ({ data, source }) => source === frame.contentWindow && resolve(data)));
      frame.src = "/csp";
      document.body.append(frame);
      const { messages, violations } = await answer;
      frame.remove();
      t.equal(messages.length, t.entry === "js" ? 0 : 2, "throws");
      for (const message of messages) t.match(message, /^EventSource needs WebAssembly.*'wasm-unsafe-eval' .* eventsource-wasm\/js.*\.$/s, "message");
      t.ok(violations <= 1, `${violations} violations were reported for one page`);
    },
  },
  {
    name: "events that nobody listens to: lastEventId goes on, and a listener of the same chunk hears what follows",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 1\nevent: x\ndata: a\n\nid: 2\ndata: \u20ac\n\n" }, { wait: "go" }, { write: "event: first\ndata: a\n\nevent: second\ndata: b\n\nevent: second\ndata: c\n\n" }]);
      const source = t.open(stream.url);
      await t.event(source, "open");
      // Only the getter reveals these events.
      while (source.lastEventId !== "2") await new Promise((resolve) => setTimeout(resolve));
      const heard = [];
      const last = new Promise((resolve) =>
        source.addEventListener("first", () =>
          source.addEventListener("second", ({ data, lastEventId }) => (heard.push([data, lastEventId]), data === "c" && resolve()))));
      await stream.signal("go");
      await last;
      t.same(heard, [["b", "2"], ["c", "2"]]);
    },
  },
  {
    name: "listeners by on…, by an object, once, and with a signal",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\ndata: b\n\nevent: end\ndata: c\n\n" }]);
      const source = t.open(stream.url);
      const heard = [];
      source.onmessage = ({ data }) => heard.push(`on ${data}`);
      source.addEventListener("message", { handleEvent: ({ data }) => heard.push(`object ${data}`) });
      source.addEventListener("message", ({ data }) => heard.push(`once ${data}`), { once: true });
      const controller = new AbortController();
      source.addEventListener("message", ({ data }) => (heard.push(`signal ${data}`), controller.abort()), { signal: controller.signal });
      await t.event(source, "end");
      t.same(heard, ["on a", "object a", "once a", "signal a", "on b", "object b"]);
    },
  },
];
