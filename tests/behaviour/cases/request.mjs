// The request: headers, body, method, credentials, and the options that affect it.

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];
/** A stream that ends right after an event, with a short reconnection time. */
const brief = [{ status: 200 }, { write: "retry: 10\ndata: a\n\n" }, { end: true }];

export const cases = [
  {
    name: "a plain request: GET, Accept, no preflight headers",
    async run(t) {
      const stream = await t.script(hello);
      await t.event(t.open(stream.url), "message");
      const [{ method, headers, lastEventId }] = await stream.log({ requests: 1 });
      t.equal(method, "GET", "method");
      t.equal(headers.accept, "text/event-stream", "accept");
      t.equal(lastEventId, undefined, "last-event-id");
    },
  },
  {
    name: "headers as an object, as pairs, as Headers; an Accept of one's own",
    async run(t) {
      for (const headers of [{ "X-A": "1", Accept: "text/x" }, [["X-A", "1"], ["Accept", "text/x"]], new Headers({ "X-A": "1", Accept: "text/x" })]) {
        const stream = await t.script(hello);
        await t.event(t.open(stream.url, { headers }), "message");
        const [request] = await stream.log({ requests: 1 });
        t.equal(request.headers["x-a"], "1", "x-a");
        t.equal(request.headers.accept, "text/x", "accept");
      }
    },
  },
  {
    name: "headers as a function: a fresh token for each attempt",
    async run(t) {
      const stream = await t.script(brief, hello);
      let tokens = 0;
      const source = t.open(stream.url, { headers: async () => ({ Authorization: `Bearer ${++tokens}` }) });
      await t.event(source, "error");
      await t.event(source, "message");
      const requests = await stream.log({ requests: 2 });
      t.same(requests.map(({ headers }) => headers.authorization), ["Bearer 1", "Bearer 2"]);
    },
  },
  {
    name: "headers function that gives undefined",
    async run(t) {
      const stream = await t.script(hello);
      await t.event(t.open(stream.url, { headers: () => undefined }), "message");
    },
  },
  {
    name: "attempt: number, lastEventId, lastError, signal",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: x\ndata: a\n\n" }, { end: true }], hello);
      const attempts = [];
      const source = t.open(stream.url, { headers: (attempt) => (attempts.push(attempt), {}) });
      const error = await t.event(source, "error");
      await t.event(source, "message");
      t.same(attempts.map(({ number, lastEventId }) => [number, lastEventId]), [[0, ""], [1, "x"]]);
      t.equal(attempts[0].lastError, undefined, "lastError of the first");
      t.equal(attempts[1].lastError, error, "lastError of the second");
      t.ok(attempts.every(({ signal }) => signal instanceof AbortSignal), "no AbortSignal");
      t.equal(attempts[1].signal.aborted, false, "aborted while open");
      source.close();
      t.equal(attempts[1].signal.aborted, true, "aborted after close()");
    },
  },
  {
    name: "POST with a string, streamed answer, closed at its end",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\n" }, { end: true }]);
      const source = t.open(stream.url, { method: "POST", body: '{"q":"é"}', headers: { "Content-Type": "application/json" } });
      const events = t.record(source, "message", "error");
      const error = await t.event(source, "error");
      t.checkError(error, stream.url, { reason: "end", willReconnect: false });
      t.match(error.message, /reconnect/, "message");
      t.same(events, [["message", "a"], ["error", "end"]]);
      const requests = await stream.log({ requests: 1 });
      t.same(requests.map(({ method, body }) => [method, body]), [["POST", '{"q":"é"}']]);
      t.equal(requests[0].headers["content-type"], "application/json", "content-type");
    },
  },
  {
    name: "POST with a body function, called for each attempt when reconnecting is asked for",
    async run(t) {
      const stream = await t.script(brief, hello);
      const source = t.open(stream.url, { method: "POST", reconnect: true, body: async ({ number }) => `attempt ${number}` });
      await t.event(source, "error");
      await t.event(source, "message");
      t.same((await stream.log({ requests: 2 })).map(({ body }) => body), ["attempt 0", "attempt 1"]);
    },
  },
  {
    name: "POST with a string repeats it when reconnecting is asked for",
    async run(t) {
      const stream = await t.script(brief, hello);
      const source = t.open(stream.url, { method: "POST", reconnect: true, body: "same" });
      await t.event(source, "error");
      await t.event(source, "message");
      t.same((await stream.log({ requests: 2 })).map(({ body }) => body), ["same", "same"]);
    },
  },
  {
    name: "POST with a stream as body",
    only: ["server"], // Chromium wants HTTP/2 for it, Firefox does not have it
    async run(t) {
      const stream = await t.script(hello);
      const body = new Blob(["in ", "parts"]).stream();
      await t.event(t.open(stream.url, { method: "POST", body }), "message");
      t.equal((await stream.log({ requests: 1 }))[0].body, "in parts", "body");
    },
  },
  {
    name: "a GET with a body throws a TypeError",
    async run(t) {
      t.ok(t.thrown(() => t.open(`${t.origin}/`, { body: "x" })) instanceof TypeError, "not a TypeError");
    },
  },
  {
    name: "other RequestInit fields are passed on",
    async run(t) {
      let seen;
      const fetch = (url, init) => ((seen = { url, init }), new Promise(() => {}));
      const source = t.open(`${t.origin}/x`, { fetch, method: "PUT", body: "b", mode: "same-origin", cache: "reload", referrerPolicy: "no-referrer" });
      await Promise.resolve();
      await t.settle();
      t.equal(seen.url, source.url, "url");
      t.equal(typeof seen.url, "string", "type of the url");
      const { method, body, mode, cache, referrerPolicy, signal } = seen.init;
      t.same({ method, body, mode, cache, referrerPolicy }, { method: "PUT", body: "b", mode: "same-origin", cache: "reload", referrerPolicy: "no-referrer" });
      t.ok(signal instanceof AbortSignal, "no signal");
      for (const own of ["withCredentials", "fetch", "lastEventId", "reconnect"]) t.ok(!(own in seen.init), `${own} was passed on`);
    },
  },
  {
    name: "custom fetch: sync or async, the class's defaults",
    async run(t) {
      const answer = () => new Response("data: own\n\n", { headers: { "Content-Type": "text/event-stream" } });
      for (const fetch of [answer, async () => answer()]) {
        let init;
        const source = t.open(`${t.origin}/own`, { fetch: (url, given) => ((init = given), fetch()) });
        const event = await t.event(source, "message");
        t.equal(event.data, "own", "data");
        t.equal(event.origin, t.origin, "origin");
        source.close();
        t.same([init.cache, init.credentials], ["no-store", "same-origin"]);
      }
    },
  },
  {
    name: "custom fetch: the headers can be spread, and nothing is lost by it",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\nid: é\ndata: a\n\n" }, { end: true }], hello);
      const names = [];
      const fetch = (url, init) => {
        names.push(Object.keys(init.headers));
        return globalThis.fetch(url, { ...init, headers: { ...init.headers, Authorization: "Bearer t" } });
      };
      const source = t.open(stream.url, { fetch, headers: { "X-A": "1" } });
      await t.event(source, "error");
      await t.event(source, "message");
      t.same(names, [["Accept", "x-a"], ["Accept", "Last-Event-ID", "x-a"]]);
      const requests = await stream.log({ requests: 2 });
      t.same(requests.map(({ headers, lastEventId }) => [headers.accept, lastEventId, headers["x-a"], headers.authorization]), [
        ["text/event-stream", undefined, "1", "Bearer t"],
        ["text/event-stream", "é", "1", "Bearer t"],
      ]);
    },
  },
  {
    name: "custom fetch: a body of ArrayBuffers",
    async run(t) {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("data: buffer\n\n").buffer) });
      const fetch = () => ({ status: 200, url: "", headers: new Headers({ "Content-Type": "text/event-stream" }), body });
      t.equal((await t.event(t.open(`${t.origin}/buffers`, { fetch }), "message")).data, "buffer", "data");
    },
  },
  {
    name: "withCredentials sends credentials: include",
    async run(t) {
      let init;
      const fetch = (url, given) => ((init = given), new Promise(() => {}));
      const source = t.open(`${t.origin}/x`, { fetch, withCredentials: true });
      t.equal(source.withCredentials, true, "withCredentials");
      await t.settle();
      t.equal(init.credentials, "include", "credentials");
    },
  },
  {
    name: "withCredentials streams in every runtime, with cookies or without",
    async run(t) {
      const stream = await t.script(hello);
      t.equal((await t.event(t.open(stream.url, { withCredentials: true }), "message")).data, "hello", "data");
    },
  },
  {
    name: "cookies go to another origin only with withCredentials",
    only: ["browser"],
    async run(t) {
      const setter = await t.script([{ status: 200, headers: { "Set-Cookie": `c${t.scope.replace(/\W/g, "")}=1; Path=/` } }, { end: true }]);
      await (await fetch(setter.url)).text();
      const cookies = [];
      for (const withCredentials of [false, true]) {
        const stream = await t.script(hello);
        const source = t.open(stream.otherUrl, { withCredentials });
        await t.event(source, "message");
        source.close();
        const [{ headers }] = await stream.log({ requests: 1 });
        cookies.push(headers.cookie?.includes(`c${t.scope.replace(/\W/g, "")}=1`) ?? false);
      }
      t.same(cookies, [false, true]);
    },
  },
  {
    name: "headers to another origin pass the preflight",
    async run(t) {
      const stream = await t.script(hello);
      await t.event(t.open(stream.otherUrl, { headers: { Authorization: "Bearer x" }, lastEventId: "5" }), "message");
      const [{ headers, lastEventId }] = await stream.log({ requests: 1 });
      t.same([headers.authorization, lastEventId], ["Bearer x", "5"]);
    },
  },
  {
    name: "lastEventId is sent with the first request, as UTF-8",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(stream.url, { lastEventId: "é€😀" });
      t.equal(source.lastEventId, "é€😀", "lastEventId at once");
      t.equal((await t.event(source, "message")).lastEventId, "é€😀", "lastEventId of the first event");
      t.equal((await stream.log({ requests: 1 }))[0].lastEventId, "é€😀", "header");
    },
  },
];
