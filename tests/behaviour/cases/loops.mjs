// `for await` over events() and over a source.

const three = [{ status: 200 }, { write: "id: 1\ndata: a\n\nevent: named\ndata: b\n\n" }, { write: "data: c\n\n" }, { end: true }];
const abc = [["message", "a"], ["named", "b"], ["message", "c"]];
const open = [{ status: 200 }, { write: "data: a\n\ndata: b\n\n" }];

/** Waits until the server cannot write any more, or has written everything. */
export async function untilBlocked(stream) {
  let before = -1;
  for (;;) {
    const [{ written, finished }] = await stream.log({ requests: 1 });
    if (finished || (written === before && written > 0)) return { written, finished };
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export const TOTAL = 64 << 20;
export const PART = 64 << 10;
/** More than sockets and browsers buffer on their own. */
export const flood = [{ status: 200 }, { pour: `data: ${"x".repeat(PART - 8)}\n\n`, times: TOTAL / PART }, { end: true }];

export const cases = [
  {
    name: "events(): whether an event is named, and the `retry` that came before it",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\nretry: 5\n\nevent: message\nretry: 7\ndata: b\n\nevent: c\ndata: c\n\n" }, { end: true }]);
      const events = [];
      for await (const { type, named, retry } of t.events(stream.url)) events.push([type, named, retry]);
      t.same(events, [["message", false, undefined], ["message", true, 7], ["c", true, undefined]]);
    },
  },
  {
    name: "events(): all events of a request, whatever their type, to its end",
    async run(t) {
      const stream = await t.script(three);
      const events = [];
      for await (const { type, data, id } of t.events(stream.url)) events.push([type, data, id]);
      t.same(events, [["message", "a", "1"], ["named", "b", "1"], ["message", "c", "1"]]);
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "events(): POST with headers and a body",
    async run(t) {
      const stream = await t.script(three);
      t.same(await t.collect(t.events(stream.url, { method: "POST", headers: async () => ({ "X-A": "1" }), body: () => "question" })), abc);
      const [{ method, headers, body }] = await stream.log({ requests: 1 });
      t.same([method, headers["x-a"], headers.accept, body], ["POST", "1", "text/event-stream", "question"]);
    },
  },
  {
    name: "events(): nothing is sent before the loop begins",
    async run(t) {
      const stream = await t.script(three);
      const loop = t.events(stream.url);
      await t.settle();
      t.equal((await stream.log()).length, 0, "requests");
      t.same(await t.collect(loop), abc);
    },
  },
  {
    name: "events(): a Request, also with a body; its signal",
    async run(t) {
      const stream = await t.script(three);
      const controller = new AbortController();
      const request = new Request(stream.url, { method: "POST", headers: { "X-A": "1", "Content-Type": "text/x" }, body: "question", signal: controller.signal });
      t.same(await t.collect(t.events(request)), abc);
      const [{ method, headers, body }] = await stream.log({ requests: 1 });
      t.same([method, headers["x-a"], headers["content-type"], body], ["POST", "1", "text/x", "question"]);
      const hanging = await t.script(open);
      const loop = t.events(new Request(hanging.url, { signal: controller.signal }));
      await loop.next();
      await loop.next();
      const next = loop.next();
      controller.abort();
      t.equal((await t.rejected(next)).name, "AbortError", "error");
      await hanging.log({ closed: 1 });
    },
  },
  {
    name: "events(): a Request's redirect is kept, its default cache mode is not",
    async run(t) {
      let seen;
      const answer = (_, init) => ((seen = init), new Response("", { headers: { "Content-Type": "text/event-stream" } }));
      t.same(await t.collect(t.events(new Request(`${t.origin}/`, { redirect: "error" }), { fetch: answer })), []);
      t.same([seen.redirect, seen.cache], ["error", "no-store"]);
    },
  },
  {
    name: "events(): a Response, its status and type checked as ever",
    async run(t) {
      const stream = await t.script(three, [{ status: 404 }, { write: "nothing here" }, { end: true }]);
      t.same(await t.collect(t.events(await fetch(stream.url))), abc);
      const error = await t.rejected(t.events(await fetch(stream.url)).next());
      t.same([error.name, error.reason, error.status, error.body], ["EventSourceError", "status", 404, "nothing here"]);
      t.ok(error.message.includes(stream.url), error.message);
    },
  },
  {
    name: "events(): a ReadableStream; a locked one is a TypeError",
    async run(t) {
      const { body } = new Response("data: a\n\nevent: named\ndata: b\n\ndata: c\n\n");
      const loop = t.events(body);
      t.ok(body.locked, "not locked at once");
      t.same(await t.collect(loop), abc);
      t.ok(t.thrown(() => t.events(body)) instanceof TypeError, "not a TypeError");
      let cancelled;
      const isCancelled = new Promise((resolve) => (cancelled = resolve));
      await t.events(new ReadableStream({ cancel: () => cancelled() })).return();
      await isCancelled; // the case's own bound ends the wait
    },
  },
  {
    name: "events(): a bad URL is a SyntaxError at once",
    async run(t) {
      t.equal(t.thrown(() => t.events("http://[bad")).name, "SyntaxError", "name");
    },
  },
  {
    name: "events(): break aborts the request; what is behind it is not delivered",
    async run(t) {
      const stream = await t.script(open);
      t.same(await t.collect(t.events(stream.url), 1), [["message", "a"]]);
      await stream.log({ closed: 1 });
    },
  },
  {
    name: "events(): return() while an event is waited for ends the loop",
    async run(t) {
      const stream = await t.script([{ status: 200 }]);
      const loop = t.events(stream.url);
      const next = loop.next();
      await stream.log({ requests: 1 });
      t.same(await loop.return(), { done: true });
      t.same(await next, { done: true });
      t.same(await loop.next(), { done: true });
      await stream.log({ closed: 1 });
    },
  },
  {
    name: "events(): signal aborts with its reason; also one that is aborted already",
    async run(t) {
      const stream = await t.script(open);
      const controller = new AbortController();
      const loop = t.events(stream.url, { signal: controller.signal });
      t.equal((await loop.next()).value.data, "a", "data");
      const reason = new Error("enough");
      controller.abort(reason);
      // Events received before are still delivered.
      t.equal((await loop.next()).value.data, "b", "data");
      t.equal(await t.rejected(loop.next()), reason, "error");
      t.equal((await loop.next()).done, true, "done");
      await stream.log({ closed: 1 });
      const late = t.events(stream.url, { signal: controller.signal });
      t.equal(await t.rejected(late.next()), reason, "error of a late one");
    },
  },
  {
    name: "events(): a refused response throws an EventSourceError with the fields of the error event",
    async run(t) {
      const stream = await t.script([{ status: 401, headers: { "X-Reason": "expired" } }, { write: "log in" }, { end: true }]);
      const error = await t.rejected(t.events(stream.url).next());
      t.ok(error instanceof t.EventSourceError && error instanceof Error, "not an EventSourceError");
      t.equal(error.name, "EventSourceError", "name");
      t.same([error.reason, error.status, error.code, error.body, error.attempt, error.willReconnect], ["status", 401, 401, "log in", 0, false]);
      t.equal(error.headers.get("x-reason"), "expired", "headers");
      t.match(error.message, /401/, "message");
    },
  },
  {
    name: "events(): a lost connection throws, behind what has come",
    async run(t) {
      const stream = await t.script([...open, { wait: "cut" }, { destroy: "reset" }]);
      const loop = t.events(stream.url);
      t.equal((await loop.next()).value.data, "a", "data");
      t.equal((await loop.next()).value.data, "b", "data");
      await stream.signal("cut");
      const error = await t.rejected(loop.next());
      t.same([error.reason, error.willReconnect], ["network", false]);
      t.ok(error.cause instanceof Error && error.cause === error.error, "no cause");
    },
  },
  {
    name: "events(): reconnects where that is asked for, with the last event ID",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\n" }, { end: true }], [{ status: 200 }, { write: "data: b\n\n" }, { end: true }], [{ status: 204 }, { end: true }]);
      const events = [];
      const errors = [];
      const headers = ({ lastError }) => (errors.push(lastError?.reason ?? null), {});
      const error = await t.rejected((async () => {
        for await (const { data, id } of t.events(stream.url, { reconnect: true, headers })) events.push([data, id]);
      })());
      t.equal(error.reason, "no-content", "reason");
      t.same(events, [["a", "1"], ["b", "1"]]);
      t.same(errors, [null, "end", "end"], "lastError");
      t.same((await stream.log()).map(({ lastEventId }) => lastEventId ?? null), [null, "1", "1"]);
    },
  },
  {
    name: "events(): until ends the loop after an event, and the request",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\ndata: [DONE]\n\ndata: never\n\n" }]);
      t.same(await t.collect(t.events(stream.url, { until: ({ data }) => data === "[DONE]" })), [["message", "a"], ["message", "[DONE]"]]);
      await stream.log({ closed: 1 });
      const error = await t.rejected(t.collect(t.events(stream.url, { until: () => { throw new Error("of the user's own"); } })));
      t.equal(error.message, "of the user's own", "error");
    },
  },
  {
    name: "events(): json() parses, also by itself; its error names the event",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: 'data: {"a": [1]}\n\nevent: bad\nid: 7\ndata: {oops\n\n' }, { end: true }]);
      const loop = t.events(stream.url);
      const { json } = (await loop.next()).value;
      t.same(json(), { a: [1] });
      const { value } = await loop.next();
      const error = t.thrown(() => value.json());
      t.ok(error instanceof SyntaxError, "not a SyntaxError");
      t.match(error.message, /"bad".*"7".*\{oops/, "message");
    },
  },
  {
    name: "events(): a limit throws",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: `data: ${"x".repeat(1000)}\n\n` }]);
      t.equal((await t.rejected(t.events(stream.url, { maxEventSize: 100 }).next())).reason, "too-large", "reason");
      const silent = await t.script([{ status: 200 }, { write: ":\n" }]);
      t.equal((await t.rejected(t.events(silent.url, { idleTimeout: 50 }).next())).reason, "idle", "reason");
    },
  },
  {
    name: "events(): a slow loop stops the server, and loses nothing",
    async run(t) {
      const stream = await t.script(flood);
      const loop = t.events(stream.url, { idleTimeout: 2000 });
      await loop.next();
      const { written, finished } = await untilBlocked(stream);
      t.equal(finished, false, `the server has written all ${written} bytes while the loop stood`);
      let events = 1;
      for await (const { data } of loop) {
        t.equal(data.length, PART - 8, "length");
        events++;
      }
      t.equal(events, TOTAL / PART, "events");
    },
  },
  {
    name: "a source's loop: every event of any type, as listeners get it; ends at CLOSED",
    async run(t) {
      const stream = await t.script(three);
      const source = t.open(stream.url, { reconnect: false });
      const heard = [];
      source.addEventListener("named", (event) => heard.push(event));
      const looped = [];
      for await (const event of source) looped.push(event);
      t.same(looped.map(({ type, data }) => [type, data]), abc);
      t.equal(looped[1], heard[0], "the event");
      t.ok(looped.every((event) => event instanceof MessageEvent), "not MessageEvents");
      t.equal(source.readyState, 2, "readyState");
      t.same(await t.collect(source), [], "of a closed source");
    },
  },
  {
    name: "a source's loop goes on over a reconnect, and close() ends it",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: a\n\n" }, { end: true }], open);
      const source = t.open(stream.url);
      const events = [];
      for await (const { data } of source) {
        events.push(data);
        if (events.length === 3) setTimeout(() => source.close());
      }
      t.same(events, ["a", "a", "b"]);
    },
  },
  {
    name: "a source's loop that is left closes the source",
    async run(t) {
      const stream = await t.script(open);
      const source = t.open(stream.url);
      t.same(await t.collect(source, 1), [["message", "a"]]);
      t.equal(source.readyState, 2, "readyState");
      await stream.log({ closed: 1 });
    },
  },
  {
    name: "two loops over a source: both get all",
    async run(t) {
      const stream = await t.script(three);
      const source = t.open(stream.url, { reconnect: false });
      t.same(await Promise.all([t.collect(source), t.collect(source)]), [abc, abc]);
    },
  },
  {
    name: "a source's loop that is slow stops the server, and loses nothing",
    async run(t) {
      const stream = await t.script(flood);
      const source = t.open(stream.url, { reconnect: false });
      const loop = source[Symbol.asyncIterator]();
      await loop.next();
      const { written, finished } = await untilBlocked(stream);
      t.equal(finished, false, `the server has written all ${written} bytes while the loop stood`);
      let events = 1;
      for await (const _ of loop) events++;
      t.equal(events, TOTAL / PART, "events");
    },
  },
  {
    name: "Symbol.dispose, where the runtime has it, is close()",
    async run(t) {
      t.equal(Symbol.dispose in t.EventSource.prototype, Symbol.dispose !== undefined, "there");
      if (!Symbol.dispose) return;
      const stream = await t.script(open);
      const source = t.open(stream.url);
      source[Symbol.dispose]();
      t.equal(source.readyState, 2, "readyState");
    },
  },
];
