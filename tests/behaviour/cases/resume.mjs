// Resuming a stream by a different request than the first: truncated answers, reconnect(), method as a function, cursor.

const three = [{ status: 200 }, { write: "id: 1\ndata: a\n\ndata: b\n\ndata: c\n\n" }, { end: true }];
const open = [{ status: 200 }, { write: "id: 1\ndata: a\n\n" }];
const again = [{ status: 200 }, { write: "data: b\n\n" }];
/** Cut off in the middle of an event. */
const cut = [{ status: 200 }, { write: "data: a\n\ndata: b" }, { end: true }];

const isDone = ({ data }) => data === "[DONE]";

/** Returns the data that a loop yields, and the error that it throws. */
async function outcome(t, loop) {
  const events = [];
  const error = await t.rejected((async () => {
    for await (const { data } of loop) events.push(data);
  })());
  return { events, error };
}

export const cases = [
  {
    name: "until: a stream that ends before it was true is an error, reason incomplete",
    async run(t) {
      const stream = await t.script(three);
      const { events, error } = await outcome(t, t.events(stream.url, { until: isDone }));
      t.same(events, ["a", "b", "c"], "events before the error");
      t.same([error.name, error.reason, error.willReconnect], ["EventSourceError", "incomplete", false]);
      t.match(error.message, /ended the stream at .*before `until` was true\..*`incomplete`/, "message");
    },
  },
  {
    name: "until: incomplete: \"end\" takes the end of the stream for an end",
    async run(t) {
      const stream = await t.script(three);
      const loop = t.events(stream.url, { until: isDone, incomplete: "end" });
      t.same(await t.collect(loop), [["message", "a"], ["message", "b"], ["message", "c"]]);
      await t.rejected((async () => t.events(stream.url, { incomplete: "maybe" }))()).then(({ name, message }) => t.same([name, /"throw" or "end".*maybe/.test(message)], ["TypeError", true]));
    },
  },
  {
    name: "until: with a policy the stream goes on until it is true",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 1\nid: 1\ndata: a\n\n" }, { end: true }], [{ status: 200 }, { write: "data: [DONE]\n\n" }]);
      const reasons = [];
      const loop = t.events(stream.url, { until: isDone, reconnect: { decide: ({ reason }) => reasons.push(reason) > 0 } });
      t.same(await t.collect(loop), [["message", "a"], ["message", "[DONE]"]]);
      t.same(reasons, ["incomplete"], "what decide was asked about");
    },
  },
  {
    name: "until: a promise is an error of the loop",
    async run(t) {
      const stream = await t.script(open);
      const { events, error } = await outcome(t, t.events(stream.url, { until: async () => false }));
      t.same(events, ["a"]);
      t.same([error.name, error.message], ["TypeError", "events: `until` must return a boolean, not a promise."]);
      await stream.log({ closed: 1 });
    },
  },
  {
    name: "a stream that ends within an event says so",
    async run(t) {
      const stream = await t.script(cut);
      const { events, error } = await outcome(t, t.events(stream.url, { until: isDone }));
      t.same(events, ["a"]);
      t.match(error.message, /before `until` was true, in the middle of an event, which was discarded\./, "message of events()");
      const source = t.open(stream.url, { reconnect: false });
      const failure = await t.event(source, "error");
      t.equal(failure.reason, "end", "reason");
      t.match(failure.message, /ended the stream at .* in the middle of an event, which was discarded\./, "message of the class");
      const whole = t.open((await t.script(three)).url, { reconnect: false });
      t.ok(!/middle/.test((await t.event(whole, "error")).message), "an event that was complete");
    },
  },
  {
    name: "reconnect(): ends what there is, connects at once, with the last event ID and without an error",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 100000\nid: 1\ndata: a\n\n" }], again);
      const source = t.open(stream.url);
      const events = t.record(source, "message", "error");
      await t.event(source, "message");
      source.reconnect();
      t.equal(source.readyState, 0, "readyState");
      await t.event(source, "message");
      t.same(events, [["message", "a"], ["message", "b"]]);
      const [, request] = await stream.log({ requests: 2, closed: 1 });
      t.equal(request.lastEventId, "1", "header");
    },
  },
  {
    name: "reconnect(): hurries a source that waits, and counts no attempt",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 100000\ndata: a\n\n" }, { end: true }], [{ status: 200 }, { write: "retry: 1\ndata: b\n\n" }, { end: true }], again);
      const attempts = [];
      const source = t.open(({ number }) => (attempts.push(number), stream.url));
      const failed = [];
      source.onerror = ({ attempt }) => failed.push(attempt);
      await t.event(source, "error");
      source.reconnect();
      source.reconnect();
      const events = [];
      await new Promise((resolve) => (source.onmessage = () => events.push(attempts.at(-1)) === 2 && resolve()));
      t.same(failed, [0, events[0]], "attempts that failed");
      t.equal((await stream.log({ requests: 3 })).length, 3, "requests");
    },
  },
  {
    name: "reconnect(): from within each handler",
    async run(t) {
      for (const type of ["open", "message", "error"]) {
        const stream = await t.script([{ status: 200 }, { write: "retry: 100000\ndata: a\n\ndata: lost\n\n" }, ...(type === "error" ? [{ end: true }] : [])], again);
        const source = t.open(stream.url);
        let done = false;
        source.addEventListener(type, () => {
          if (!done) source.reconnect();
          done = true;
        });
        for (;;) if ((await t.event(source, "message")).data === "b") break;
        t.equal(source.readyState, 1, `readyState after one in ${type}`);
        source.close();
      }
    },
  },
  {
    name: "reconnect(): nothing on a closed source, nor on one over a stream",
    async run(t) {
      const stream = await t.script(open);
      const source = t.open(stream.url);
      await t.event(source, "message");
      source.close();
      source.reconnect();
      t.equal(source.readyState, 2, "readyState");
      await t.settle();
      t.equal((await stream.log({ closed: 1 })).length, 1, "requests");
      const over = t.openStream(new Blob(["data: a\n\n"]).stream());
      over.reconnect();
      t.equal((await t.event(over, "message")).data, "a", "event of a stream");
    },
  },
  {
    name: "method as a function: begun by POST, resumed by GET",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 1\nid: 7\ndata: a\n\n" }, { end: true }], again);
      const source = t.open(stream.url, {
        method: ({ lastEventId }) => (lastEventId ? "GET" : "POST"),
        body: ({ lastEventId }) => (lastEventId ? null : "question"),
        reconnect: true,
      });
      await t.event(source, "message");
      t.equal((await t.event(source, "message")).data, "b");
      const requests = await stream.log({ requests: 2 });
      t.same(requests.map(({ method, body, lastEventId }) => [method, body, lastEventId ?? ""]), [["POST", "question", ""], ["GET", "", "7"]]);
    },
  },
  {
    name: "method as a function: not repeated unless asked for; what it gives is checked",
    async run(t) {
      const stream = await t.script(three);
      const source = t.open(stream.url, { method: () => "POST", body: "x" });
      t.same([(await t.event(source, "error")).willReconnect], [false], "reconnect");
      const once = { reconnect: false };
      const error = async (init) => (await t.event(t.open(stream.url, { ...once, ...init }), "error")).message;
      t.match(await error({ method: () => 7 }), /`method` must be a string, not 7/, "no string");
      t.match(await error({ method: async () => { throw new Error("no method today"); } }), /no method today/, "a rejection");
      t.match(await error({ method: () => "GET", body: "x" }), /a GET request has no body/, "a body");
      t.equal((await stream.log({ requests: 1 })).length, 1, "requests");
    },
  },
  {
    name: "cursor: stands for the last event ID in the attempt and in the request",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 1\nid: x\ndata: {\"n\":41}\n\nid: y\ndata: {\"n\":42}\n\nid: z\ndata: {}\n\n" }, { end: true }], again);
      const seen = [];
      const source = t.open(({ lastEventId }) => (seen.push(lastEventId), stream.url), { cursor: ({ data }) => (data === "b" ? undefined : JSON.parse(data).n?.toString()) });
      const events = [];
      source.onmessage = ({ lastEventId }) => events.push(lastEventId);
      await t.event(source, "error");
      t.equal(source.lastEventId, "42", "lastEventId of the source");
      await t.event(source, "message");
      t.same(seen, ["", "42"], "attempts");
      t.same(events.slice(0, 3), ["x", "y", "z"], "lastEventId of the events");
      t.equal((await stream.log({ requests: 2 }))[1].lastEventId, "42", "header");
    },
  },
  {
    name: "cursor: also where nobody listens, and in events()",
    async run(t) {
      const first = [{ status: 200 }, { write: "retry: 1\ndata: 5\n\n" }, { end: true }];
      const stream = await t.script(first, again);
      const source = t.open(stream.url, { cursor: ({ data }) => data });
      await stream.log({ requests: 2 }).then((requests) => t.equal(requests[1].lastEventId, "5", "header"));
      source.close();
      const other = await t.script(first, [{ status: 200 }, { write: "data: end\n\n" }]);
      const loop = t.events(other.url, { cursor: ({ data }) => data, reconnect: true, until: ({ data }) => data === "end" });
      t.same(await t.collect(loop), [["message", "5"], ["message", "end"]]);
      t.equal((await other.log({ requests: 2 }))[1].lastEventId, "5", "header of events()");
    },
  },
  {
    name: "cursor: what it throws, and what is no cursor, is reported; the stream goes on",
    async run(t) {
      for (const [cursor, expected] of [[() => { throw new Error("no cursor"); }, /no cursor/], [async () => "1", /`cursor` must be a string, not \[object Promise\]/]]) {
        const stream = await t.script(open);
        const source = t.open(stream.url, { cursor });
        const uncaught = t.uncaught();
        t.equal((await t.event(source, "message")).data, "a");
        t.match((await uncaught).message, expected);
        source.close();
      }
    },
  },
  {
    name: "EventSource.with(): options in common, the constructor's own first, headers merged by name",
    async run(t) {
      const stream = await t.script(open);
      const Base = t.EventSource.with({ headers: { "X-A": "default", "X-B": "default" }, withCredentials: true });
      const source = new Base(stream.url, { headers: async () => ({ "X-B": "own" }), withCredentials: false });
      await t.event(source, "message");
      const [{ headers }] = await stream.log({ requests: 1 });
      t.same([headers["x-a"], headers["x-b"], source.withCredentials], ["default", "own", false]);
      source.close();
      t.same([Base.name, Base.CLOSED, source.CLOSED, source instanceof t.EventSource, String(source)], ["EventSource", 2, 2, true, "[object EventSource]"]);
      t.equal(t.thrown(() => new Base()).name, "TypeError", "without a URL");
      t.equal(t.thrown(() => new Base(stream.url, 7)).name, "TypeError", "with options that are none");
      t.equal(t.thrown(() => new Base("http://")).name, "SyntaxError", "with no URL");
    },
  },
  {
    name: "EventSource.with(): a header that is not allowed, below the source's own: CLOSED, as without defaults",
    async run(t) {
      const stream = await t.script([{ status: 200 }]);
      const Base = t.EventSource.with({ headers: { "not allowed": "1" } });
      const source = new Base(stream.url, { headers: { "X-B": "1" } });
      const { reason, willReconnect } = await t.event(source, "error");
      t.same([reason, willReconnect, source.readyState], ["headers", false, 2]);
    },
  },
  {
    name: "EventSource.with(): a function gives the options for each URL; a token that expires; one upon the other",
    async run(t) {
      const stream = await t.script([{ status: 401 }, { end: true }], again);
      let token = "old";
      const urls = [];
      const Base = t.EventSource.with((url) => (urls.push(url), { headers: () => ({ Authorization: `Bearer ${token}` }), reconnect: { statuses: [401] } })).with({ headers: { "X-A": "1" } });
      const source = new Base(stream.url);
      source.onerror = () => (token = "new");
      await t.event(source, "error");
      source.reconnect();
      await t.event(source, "message");
      const requests = await stream.log({ requests: 2 });
      t.same(requests.map(({ headers }) => [headers.authorization, headers["x-a"]]), [["Bearer old", "1"], ["Bearer new", "1"]]);
      t.same(urls, [stream.url], "URLs");
      source.close();
    },
  },
  {
    name: "a user and a password in the URL are sent as Basic authorization, and stand in no message",
    async run(t) {
      const stream = await t.script([{ status: 403 }, { end: true }]);
      const withUser = (user) => stream.url.replace("://", `://${user}@`);
      const expected = { "me:secret": "me:secret", "me:": "me:", "m%C3%A9:p%40ss": "mé:p@ss", "me:100%": "me:100%" };
      for (const [user, credentials] of Object.entries(expected)) {
        const source = t.open(withUser(user));
        t.equal(source.url, new URL(withUser(user)).href, "url");
        const { message } = await t.event(source, "error");
        t.ok(message.includes(stream.url) && !message.includes("@"), `message: ${message}`);
        const { headers } = (await stream.log()).at(-1);
        const bytes = Uint8Array.from(atob(headers.authorization.slice("Basic ".length)), (c) => c.charCodeAt(0));
        t.equal(new TextDecoder().decode(bytes), credentials, user);
      }
      const source = t.open(withUser("me:secret"), { headers: { Authorization: "Bearer mine" } });
      await t.event(source, "error");
      t.equal((await stream.log()).at(-1).headers.authorization, "Bearer mine", "a header of the user's own");
    },
  },
  {
    name: "data: and blob: URLs",
    async run(t) {
      const data = `data:text/event-stream,${encodeURIComponent("id: 1\ndata: a\n\n")}`;
      // Service workers have no blob: URLs, and workerd throws only when one is created.
      const blob = t.environment.scope !== "workerd" && URL.createObjectURL?.(new Blob(["id: 1\ndata: a\n\n"], { type: "text/event-stream" }));
      for (const url of [data, blob].filter(Boolean)) {
        const source = t.open(url);
        const states = [];
        source.onmessage = () => states.push(source.readyState);
        const event = await t.event(source, "message");
        t.same([event.data, event.lastEventId, ...states], ["a", "1", 1], url.slice(0, 5));
        t.same([(await t.event(source, "error")).reason, source.readyState], ["end", 0], "its end");
        source.close();
      }
    },
  },
];
