// Where a source connects: the URL as a function, the last event ID as a query parameter.

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];
const brief = [{ status: 200 }, { write: "retry: 10\nid: a b&é\ndata: a\n\n" }, { end: true }];
const query = ({ url }) => new URL(url, "http://x/").searchParams;

export const cases = [
  {
    name: "the URL as a function: called for each attempt, sync or async; `url` is the last one",
    async run(t) {
      for (const give of [(url) => url, async (url) => new URL(url)]) {
        const streams = [await t.script(brief), await t.script(hello)];
        const attempts = [];
        const source = t.open((attempt) => (attempts.push(attempt), give(streams[attempt.number].url)));
        t.equal(source.url, "", "url before");
        // The whole stream may have arrived before `open` is dispatched.
        const lost = t.event(source, "error");
        await t.event(source, "open");
        t.equal(source.url, streams[0].url, "url of the first");
        const error = await lost;
        t.equal((await t.event(source, "message")).data, "hello", "data of the second");
        t.equal(source.url, streams[1].url, "url of the second");
        t.same(attempts.map(({ number, lastEventId }) => [number, lastEventId]), [[0, ""], [1, "a b&é"]]);
        t.equal(attempts[1].lastError, error, "lastError");
        source.close();
        t.equal(source.url, streams[1].url, "url after close()");
      }
    },
  },
  {
    name: "the URL as a function that throws: a failed attempt, and the next one is made",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(({ number }) => {
        if (number === 0) throw new Error("no address yet");
        return stream.url;
      }, { reconnect: { decide: () => 0 } });
      const error = await t.event(source, "error");
      t.equal(error.reason, "network", "reason");
      t.match(error.message, /connect to the event stream: no address yet\..*Reconnecting/, "message");
      await t.event(source, "message");
    },
  },
  {
    name: "the URL as a function that gives no URL: CLOSED",
    async run(t) {
      const source = t.open(() => "http://[bad");
      const error = await t.event(source, "error");
      t.equal(error.willReconnect, false, "willReconnect");
      t.match(error.message, /http:\/\/\[bad/, "message");
      t.equal(error.error.name, "SyntaxError", "cause");
    },
  },
  ...["url", "otherUrl"].map((which) => ({
    name: `close() while the URL's function is under way: never sent, ${which === "url" ? "to the same origin" : "to another one"}`,
    async run(t) {
      let give, source;
      const called = new Promise((resolve) => (source = t.open(({ signal }) => (resolve(signal), new Promise((done) => (give = done))))));
      const signal = await called;
      source.close();
      t.equal(signal.aborted, true, "signal.aborted");
      const stream = await t.script(hello);
      give(stream[which]);
      await t.settle();
      t.equal((await stream.log()).length, 0, "requests");
    },
  })),
  {
    name: "lastEventIdParam: the ID goes in the query instead of the header, and replaces one that is there",
    async run(t) {
      const stream = await t.script(brief, hello);
      const source = t.open(`${stream.url}?topic=1&last_event_id=old&topic=2`, { lastEventIdParam: "last_event_id" });
      await t.event(source, "error");
      await t.event(source, "message");
      const [first, second] = await stream.log({ requests: 2 });
      t.same(query(first).getAll("last_event_id"), ["old"], "first");
      t.same(query(second).getAll("last_event_id"), ["a b&é"], "second");
      t.same(query(second).getAll("topic"), ["1", "2"], "other parameters");
      t.equal(second.lastEventId, undefined, "header");
      t.ok(source.url.endsWith("last_event_id=old&topic=2"), `url: ${source.url}`);
    },
  },
  {
    name: "lastEventIdParam with lastEventId: also in the first request",
    async run(t) {
      const stream = await t.script(hello);
      await t.event(t.open(stream.url, { lastEventIdParam: "lastEventID", lastEventId: "7" }), "message");
      const [request] = await stream.log({ requests: 1 });
      t.same([query(request).get("lastEventID"), request.lastEventId], ["7", undefined]);
    },
  },
  {
    name: "lastEventIdParam spares the preflight",
    only: ["browser"],
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: 1\ndata: a\n\n" }, { end: true }], hello);
      const source = t.open(stream.otherUrl, { lastEventIdParam: "id" });
      await t.event(source, "error");
      await t.event(source, "message");
      t.equal(await stream.control("/preflights"), 0, "preflights");
      const withHeader = t.open(stream.otherUrl, { lastEventId: "1" });
      await t.event(withHeader, "message");
      t.equal(await stream.control("/preflights"), 1, "preflights with the header");
    },
  },
  {
    name: "onresponse sees every response before its body is read; what it throws is no failure of the source",
    async run(t) {
      const stream = await t.script([{ status: 503, headers: { "X-Reason": "busy" } }, { end: true }], [{ status: 200, headers: { "X-Reason": "fine" } }, { write: "data: hello\n\n" }]);
      const seen = [];
      const onresponse = (response) => {
        seen.push([response.status, response.headers.get("x-reason"), response.bodyUsed]);
        throw new Error("of the user's own");
      };
      const source = t.open(stream.url, { reconnect: { statuses: [503], decide: () => 0 }, onresponse });
      await t.event(source, "message");
      for (const which of ["first", "second"]) t.equal((await t.uncaught()).message, "of the user's own", `${which} uncaught`);
      t.same(seen, [[503, "busy", false], [200, "fine", false]]);
    },
  },
];
