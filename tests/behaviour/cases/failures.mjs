// Every kind of failure has a reason, and a message that a newcomer understands.

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

/** Checks a source whose first event is the expected error. */
const failing = (name, { script = [hello], url = (stream) => stream.url, init, reason, willReconnect = false, says, check, only }) => ({
  name,
  only,
  async run(t) {
    const stream = await t.script(...script);
    const address = await url(stream, t);
    const source = t.open(address, typeof init === "function" ? await init(t) : init);
    const events = t.record(source, "open", "message");
    const error = await t.event(source, "error");
    t.checkError(error, source.url, { reason, willReconnect });
    if (says) t.match(error.message, says, "message");
    t.same(events, [], "events before");
    await check?.(t, error, stream);
  },
});

const refused = async (stream, t) => `http://127.0.0.1:${await t.control("/unused-port")}/`;
const status = (code) => (t, error) => {
  t.equal(error.status, code, "status");
  t.equal(error.code, code, "code");
  t.ok(error.headers instanceof Headers, "no headers");
};

export const cases = [
  {
    name: "a URL that cannot be parsed throws a SyntaxError that shows it",
    async run(t) {
      const error = t.thrown(() => t.open("http://[bad"));
      t.ok(error instanceof DOMException, "not a DOMException");
      t.equal(error.name, "SyntaxError", "name");
      t.match(error.message, /http:\/\/\[bad/, "message");
    },
  },
  {
    name: "a relative URL without a base throws a SyntaxError that says so",
    only: ["server"],
    async run(t) {
      const error = t.thrown(() => t.open("/stream"));
      t.equal(error.name, "SyntaxError", "name");
      t.match(error.message, /absolute/, "message");
    },
  },
  failing("a scheme that cannot be fetched", { url: () => "ftp://example.com/", reason: "network", says: /scheme/ }),
  {
    name: "any scheme with a fetch of one's own",
    async run(t) {
      const fetch = () => new Response("data: a\n\n", { headers: { "Content-Type": "text/event-stream" } });
      await t.event(t.open("app://x/y", { fetch }), "message");
    },
  },
  failing("a refused connection reconnects", { url: refused, reason: "network", willReconnect: true, says: / [34]\d{3} ms/, check: (t, error) => t.ok(error.error instanceof Error, "no cause") }),
  failing("a connection cut before the answer reconnects, without asking once more", {
    only: ["node", "node-thread", "bun", "bun-thread", "workerd"], // Deno and browsers may ask again by themselves
    script: [[{ destroy: true }], hello],
    reason: "network",
    willReconnect: true,
    check: async (t, error, stream) => {
      await t.settle();
      t.equal((await stream.log()).length, 1, "requests");
    },
  }),
  failing("a refused connection, without reconnecting", { url: refused, init: { reconnect: false }, reason: "network" }),
  failing("another origin that does not allow this one", {
    only: ["browser"],
    script: [[{ status: 200, cors: false }, { end: true }]],
    url: (stream) => stream.otherUrl,
    reason: "cors",
    says: /CORS.*Access-Control-Allow-Origin: http:/,
  }),
  failing("another origin that does not allow this one, with headers of one's own", {
    only: ["browser"],
    script: [[{ status: 200, cors: false }, { end: true }]],
    url: (stream) => stream.otherUrl,
    init: { headers: { "X-A": "1" } },
    reason: "network",
    willReconnect: true,
    says: /CORS/,
  }),
  {
    name: "another origin that has let it in, and then answers without CORS for a while, as a gateway does",
    only: ["browser"],
    async run(t) {
      const away = [{ status: 200, cors: false }, { end: true }];
      const stream = await t.script([{ status: 200 }, { write: "retry: 1\ndata: first\n\n" }, { end: true }], away, away, away, hello);
      const source = t.open(stream.otherUrl);
      const reasons = [];
      source.addEventListener("error", ({ reason }) => reasons.push(reason));
      t.equal((await t.event(source, "message")).data, "first", "data");
      t.equal((await t.event(source, "message")).data, "hello", "data afterwards");
      t.same(reasons, ["end", "network", "network", "network"], "reasons");
    },
  },
  failing("401 with a body", {
    script: [[{ status: 401, headers: { "Content-Type": "application/json", "X-Reason": "expired" } }, { write: '{"error":"expired"}' }]],
    reason: "status",
    says: /401.*token/,
    check: async (t, error, stream) => {
      status(401)(t, error);
      t.equal(error.headers.get("x-reason"), "expired", "header");
      // The body is never read, but the connection must not stay open.
      await stream.log({ closed: 1 });
    },
  }),
  failing("401 with a body that ends", { script: [[{ status: 401 }, { write: "expired" }, { end: true }]], reason: "status", says: /401.*token/, check: status(401) }),
  failing("404", { script: [[{ status: 404 }, { end: true }]], reason: "status", says: /404/, check: status(404) }),
  failing("500", { script: [[{ status: 500 }, { end: true }]], reason: "status", says: /500/, check: status(500) }),
  failing("201 is not 200", { script: [[{ status: 201 }, { write: "data: x\n\n" }]], reason: "status", says: /201/, check: status(201) }),
  failing("204", { script: [[{ status: 204 }, { end: true }]], reason: "no-content", says: /204/, check: status(204) }),
  failing("a wrong MIME type", {
    script: [[{ status: 200, headers: { "Content-Type": "text/html; charset=utf-8" } }, { write: "data: x\n\n" }]],
    reason: "content-type",
    says: /text\/html/,
    check: async (t, error, stream) => {
      status(200)(t, error);
      await stream.log({ closed: 1 });
    },
  }),
  failing("a MIME type that only begins right", { script: [[{ status: 200, headers: { "Content-Type": "text/event-streamx" } }, { end: true }]], reason: "content-type", says: /text\/event-streamx/ }),
  failing("no MIME type", { init: { fetch: () => new Response(new Uint8Array([0x3a])) }, reason: "content-type", says: /no Content-Type/ }),
  {
    name: "the MIME type's essence decides",
    async run(t) {
      const stream = await t.script([{ status: 200, headers: { "Content-Type": "Text/Event-Stream;charset=latin1" } }, { write: "data: é\n\n" }]);
      t.equal((await t.event(t.open(stream.url), "message")).data, "é", "data");
    },
  },
  failing("a header value that is not allowed", { init: { headers: { "X-A": "a\nb" } }, reason: "headers", says: /headers/, check: neverSent }),
  failing("a header name that is not allowed", { init: { headers: { "not a name": "a" } }, reason: "headers", check: neverSent }),
  failing("a header value from a function that is not allowed", { init: { headers: async () => ({ "X-A": "a\u20ac" }) }, reason: "headers", check: neverSent }),
  failing("headers() that throws", { init: { headers: thrower }, reason: "headers", willReconnect: true, says: /token endpoint is down/, check: causeIsKept }),
  failing("headers() that rejects", { init: { headers: async () => thrower() }, reason: "headers", willReconnect: true, says: /token endpoint is down/, check: causeIsKept }),
  failing("headers() that throws, without reconnecting", { init: { headers: thrower, reconnect: false }, reason: "headers", check: causeIsKept }),
  failing("headers() that throws no Error", { init: { headers: () => { throw "a text"; } }, reason: "headers", willReconnect: true, says: /a text/ }),
  failing("body() that throws", { init: { method: "POST", body: thrower, reconnect: true }, reason: "body", willReconnect: true, says: /token endpoint is down/, check: causeIsKept }),
  failing("body() that rejects, a POST", { init: { method: "POST", body: async () => thrower() }, reason: "body", check: causeIsKept }),
  {
    name: "headers() that fails once: the next attempt is made",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: a\n\n" }, { end: true }], hello);
      const headers = ({ number }) => (number === 1 ? thrower() : {});
      const source = t.open(stream.url, { headers });
      const events = t.record(source, "message", "error");
      while ((await t.event(source, "message")).data !== "hello");
      t.same(events, [["message", "a"], ["error", "end"], ["error", "headers"], ["message", "hello"]]);
    },
  },
  {
    name: "a body that cannot be sent twice",
    async run(t) {
      const body = new Blob(["once"]).stream();
      const sent = [];
      const fetch = async (url, init) => {
        sent.push([await new Response(init.body).text(), init.duplex]);
        return new Response("retry: 10\ndata: a\n\n", { headers: { "Content-Type": "text/event-stream" } });
      };
      const source = t.open(`${t.origin}/once`, { method: "POST", body, reconnect: true, fetch });
      const events = t.record(source, "message", "error");
      t.equal((await t.event(source, "error")).reason, "end", "first reason");
      const error = await t.event(source, "error");
      t.checkError(error, source.url, { reason: "body", willReconnect: false });
      t.match(error.message, /only once/, "message");
      t.same(events, [["message", "a"], ["error", "end"], ["error", "body"]]);
      t.same(sent, [["once", "half"]]);
    },
  },
  failing("fetch that throws", { init: { fetch: thrower }, reason: "network", willReconnect: true, says: /token endpoint is down/, check: causeIsKept }),
  failing("fetch that rejects", { init: { fetch: async () => thrower() }, reason: "network", willReconnect: true, check: causeIsKept }),
  failing("fetch that gives no response", { init: { fetch: () => undefined }, reason: "network" }),
  failing("fetch that gives an object that is no response", { init: { fetch: () => ({ status: 200 }) }, reason: "network" }),
  failing("fetch that gives a response without a body", {
    init: { fetch: () => new Response(null, { headers: { "Content-Type": "text/event-stream" } }) },
    reason: "network",
    says: /returned status 200( \(OK\))?, but its body could not be read: the response has no body\. (?!.*CORS)/,
    check: status(200),
  }),
  {
    name: "a body of something else than bytes",
    async run(t) {
      const body = new ReadableStream({ start: (controller) => controller.enqueue("data: text\n\n") });
      const fetch = () => ({ status: 200, url: "", headers: new Headers({ "Content-Type": "text/event-stream" }), body });
      const source = t.open(`${t.origin}/text`, { fetch });
      const error = await t.event(source, "error");
      t.checkError(error, source.url, { reason: "network", willReconnect: false });
      t.match(error.message, /Uint8Array/, "message");
    },
  },
  {
    name: "the error event is an ErrorEvent, or has that name, and is not cancelable",
    async run(t) {
      const stream = await t.script([{ status: 404 }, { end: true }]);
      const error = await t.event(t.open(stream.url), "error");
      t.equal(error.constructor.name, "ErrorEvent", "class");
      t.ok(error instanceof Event, "not an Event");
      t.equal(error.bubbles || error.cancelable, false, "bubbles or cancelable");
    },
  },
];

function thrower() {
  throw new Error("token endpoint is down");
}

function causeIsKept(t, error) {
  t.equal(error.error?.message, "token endpoint is down", "cause");
}

async function neverSent(t, error, stream) {
  t.ok(error.error instanceof TypeError, "the cause is not a TypeError");
  await t.settle();
  t.equal((await stream.log()).length, 0, "requests");
}
