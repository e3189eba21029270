// `eventsource-wasm/testing`, in-process everywhere, and over a port where there are ports. What it says of wrong calls is in tests/units.
import { createTestServer } from "../../../dist/testing.js";

const URL_ = "https://example.com/stream";
const soon = { reconnectionTime: 50, reconnect: { jitter: 0, factor: 1 } };

/** A case with a server of its own. */
const kit = (name, run, only) => ({
  name,
  only,
  async run(t) {
    const server = createTestServer();
    try {
      await run(t, server);
    } finally {
      await server.close();
    }
  },
});

/** What the client sees has happened when the server's promise is resolved: no case waits for an event. */
export const cases = [
  kit("a connection: open with it, an event with each send(), gone with close()", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch });
    const events = t.record(source, "open", "message", "tick");
    const stream = await server.connection();
    t.equal(source.readyState, 1, "readyState");
    await stream.send({ type: "tick", data: "one", id: "é" });
    t.same([events, source.lastEventId], [[["open", undefined], ["tick", "one"]], "é"]);
    await stream.send({ data: "two", retry: 5 });
    t.same([events.slice(2), source.reconnectionTime], [[["message", "two"]], 5]);
    t.equal(stream.isOpen, true, "isOpen");
    source.close();
    t.equal(await stream.closed, "client", "closed");
    t.equal(stream.isOpen, false, "isOpen");
    t.same(server.requests.map(({ method, url, headers, body }) => [method, url, headers.get("accept"), body]), [["GET", URL_, "text/event-stream", ""]]);
  }),
  kit("send(): data comes through as it was, but for its newlines", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch });
    const events = t.record(source, "message");
    const stream = await server.connection();
    const data = ["", " a ", "one\ntwo", "\n", "one\n\n", "a\r\nb\rc", ": no comment", "data: no field", "\uFEFFé€😀", "\0", "{\"a\":1}"];
    for (const one of data) await stream.send({ data: one });
    t.same(events.map(([, got]) => got), data.map((one) => one.replaceAll(/\r\n?/g, "\n")));
  }),
  kit("send() of an id or retry alone: no event; an empty id takes the last one back", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch });
    const events = t.record(source, "message");
    const stream = await server.connection();
    await stream.send({ id: "7" });
    t.equal(source.lastEventId, "7", "lastEventId");
    await stream.send({ id: "", retry: 20 });
    t.same([source.lastEventId, source.reconnectionTime, events], ["", 20, []]);
  }),
  kit("write(): bytes as they are, in chunks of the test's own; comment() between them", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch });
    const events = t.record(source, "message");
    const stream = await server.connection();
    const euro = new TextEncoder().encode("data: €\n");
    await stream.write(euro.subarray(0, 7));
    await stream.write(euro.subarray(7));
    t.same(events, []);
    await stream.comment("one\ntwo");
    await stream.write("\n");
    t.same(events, [["message", "€"]]);
  }),
  kit("end() is the end of the stream, drop() a lost connection; the next one has the last event ID", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch, ...soon });
    const events = t.record(source, "error");
    const first = await server.connection();
    await first.send({ data: "a", id: "é1" });
    await first.drop();
    t.same([events, source.readyState], [[["error", "network"]], 0]);
    t.equal(await first.closed, "server", "closed");
    const second = await server.connection();
    t.equal(second.request.lastEventId, "é1", "lastEventId");
    await second.end();
    t.same([events[1], await second.closed], [["error", "end"], "server"]);
    t.equal((await server.connection()).request.lastEventId, "é1", "lastEventId");
  }),
  kit("stall(): nothing comes through; resume() delivers it in order, also the end", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch, reconnect: false });
    const events = t.record(source, "message", "error");
    const stream = await server.connection();
    stream.stall();
    await stream.send({ data: "a" });
    await stream.send({ data: "b" });
    t.same(events, []);
    const resumed = stream.resume();
    await Promise.all([stream.send({ data: "c" }), resumed]);
    stream.stall();
    await stream.end();
    t.same(events, [["message", "a"], ["message", "b"], ["message", "c"]]);
    await stream.resume();
    t.same(events.slice(3), [["error", "end"]]);
  }),
  kit("stall(): a client that goes meanwhile gets nothing more, and that is no error", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch });
    const stream = await server.connection();
    stream.stall();
    await stream.send({ data: "a" });
    await stream.end();
    source.close();
    t.equal(await stream.closed, "client", "closed");
    await stream.resume();
  }),
  kit("a stalled connection is idle, and one that is never answered late", async (t, server) => {
    server.stall();
    const source = t.open(URL_, { fetch: server.fetch, ...soon, connectTimeout: 50, idleTimeout: 50 });
    const events = t.record(source, "error");
    const stream = await server.connection();
    t.same(events, [["error", "connect-timeout"]]);
    t.equal(await stream.closed, "client", "closed");
    await t.event(source, "open");
    t.same(events.slice(1), [["error", "idle"]]);
  }),
  kit("respond(), refuse(): one request each, in their order", async (t, server) => {
    server.respond({ status: 503, headers: { "Retry-After": "0" }, body: "busy" });
    server.refuse();
    server.respond({ headers: { "X-Stream": "1" } });
    const answers = [];
    const source = t.open(URL_, { fetch: server.fetch, reconnectionTime: 1, reconnect: { jitter: 0, factor: 1, statuses: [503] }, onresponse: ({ headers }) => answers.push(headers.get("x-stream")) });
    const errors = [];
    source.onerror = ({ reason, status, body }) => errors.push([reason, status, body]);
    const stream = await server.connection();
    t.same(errors, [["status", 503, "busy"], ["network", undefined, undefined]]);
    t.same(answers, [null, "1"], "headers");
    t.equal(server.requests.length, 3, "requests");
    await stream.send({ data: "a" });
  }),
  kit("respond(): a body with status 200 is a whole stream; 204 and other types end the source", async (t, server) => {
    const seen = async (response) => {
      server.respond(response);
      const source = t.open(URL_, { fetch: server.fetch, reconnect: false });
      const events = t.record(source, "message", "error");
      await t.event(source, "error");
      return events;
    };
    t.same(await seen({ body: "data: a\n\n" }), [["message", "a"], ["error", "end"]]);
    t.same(await seen({ body: "" }), [["error", "end"]]);
    t.same(await seen({ status: 204 }), [["error", "no-content"]]);
    t.same(await seen({ headers: { "Content-Type": "text/html" }, body: "<p>" }), [["error", "content-type"]]);
    t.same(await seen({ status: 401 }), [["error", "status"]]);
  }),
  kit("a redirect is followed: to the URL that it names, without the token where that is elsewhere", async (t, server) => {
    for (const Location of ["/here", "https://example.org/there"]) server.respond({ status: 307, headers: { Location } });
    const source = t.open(URL_, { fetch: server.fetch, method: "POST", body: "q", headers: { Authorization: "Bearer t" } });
    const stream = await server.connection();
    t.same(server.requests.map(({ method, url, headers, body }) => [method, url, headers.get("authorization"), body]), [
      ["POST", URL_, "Bearer t", "q"],
      ["POST", "https://example.com/here", "Bearer t", "q"],
      ["POST", "https://example.org/there", null, "q"],
    ]);
    const message = t.event(source, "message");
    await stream.send({ data: "a" });
    t.equal((await message).origin, "https://example.org", "origin");
  }),
  kit("connection(): in order, also those that came before; `where` picks one", async (t, server) => {
    for (const name of ["a", "b", "c"]) t.open(`https://example.com/${name}`, { fetch: server.fetch });
    const nameOf = ({ request: { url } }) => url.slice(-1);
    t.equal(nameOf(await server.connection({ where: ({ url }) => url.endsWith("b") })), "b");
    t.same([nameOf(await server.connection()), nameOf(await server.connection())], ["a", "c"]);
    const next = server.connection();
    t.open("https://example.com/d", { fetch: server.fetch });
    t.equal(nameOf(await next), "d");
  }),
  kit("events(): a POST, backpressure, and a loop that is left", async (t, server) => {
    const loop = t.events(URL_, { fetch: server.fetch, method: "POST", headers: { "Content-Type": "application/json" }, body: '{"prompt":"Hello"}' });
    const first = loop.next();
    const stream = await server.connection();
    t.same([stream.request.method, stream.request.headers.get("content-type"), stream.request.body], ["POST", "application/json", '{"prompt":"Hello"}']);
    // Though nobody takes them.
    for (const data of ["a", "b", "c"]) await stream.send({ data });
    t.same([(await first).value.data, (await loop.next()).value.data], ["a", "b"]);
    await loop.return();
    t.equal(await stream.closed, "client", "closed");
  }),
  kit("a body that is no string comes as text", async (t, server) => {
    for (const [body, text] of [[new URLSearchParams({ a: "1 2" }), "a=1+2"], [new TextEncoder().encode("é"), "é"], [new Blob(["blob"]), "blob"]]) {
      const source = t.open(URL_, { fetch: server.fetch, method: "POST", body });
      t.equal((await server.connection()).request.body, text, "body");
      source.close();
    }
  }),
  kit("a signal that is aborted before, during and behind the answer", async (t, server) => {
    const aborted = (init, request) => t.rejected(server.fetch(request ?? URL_, init));
    const early = new AbortController();
    early.abort();
    t.equal((await aborted({ signal: early.signal })).name, "AbortError");
    t.equal(server.requests.length, 0, "requests");
    server.stall();
    const during = new AbortController();
    const late = aborted({}, new Request(URL_, { signal: during.signal }));
    during.abort();
    t.equal((await late).name, "AbortError");
    const behind = new AbortController();
    const { body } = await server.fetch(URL_, { signal: behind.signal });
    behind.abort();
    t.equal((await t.rejected(body.getReader().read())).name, "AbortError");
    t.equal(await (await server.connection()).closed, "client", "closed");
  }),
  kit("close(): connections break, waits and later requests fail", async (t, server) => {
    const source = t.open(URL_, { fetch: server.fetch, reconnect: false });
    const events = t.record(source, "error");
    const stream = await server.connection();
    server.stall();
    const unanswered = t.rejected(server.fetch(URL_));
    const waiting = t.rejected(server.connection());
    await server.close();
    t.same([events, await stream.closed], [[["error", "network"]], "server"]);
    t.match((await waiting).message, /the server was closed before one came/);
    for (const error of [await unanswered, await t.rejected(server.fetch(URL_))]) t.same([error.name, /closed/.test(error.cause.message)], ["TypeError", true]);
    t.match((await t.rejected(server.connection())).message, /the server is closed/);
    if (Symbol.asyncDispose) await server[Symbol.asyncDispose]();
  }),
  kit("listen(): where there is no port to be had, it says what to do instead", async (t, server) => t.match((await t.rejected(server.listen())).message, /needs Node, Deno or Bun.*server\.fetch/), ["browser", "workerd"]),
  kit("listen(): the same over a port, with the runtime's own fetch", async (t, server) => {
    const url = await server.listen();
    t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    t.equal(await server.listen(), url);
    server.respond({ status: 503, body: "busy" });
    server.refuse();
    const source = t.open(`${url}/stream`, { reconnectionTime: 1, reconnect: { jitter: 0, factor: 1, statuses: [503] }, headers: { "X-A": "1" } });
    const events = t.record(source, "message", "error");
    const first = await server.connection();
    t.same(events.splice(0), [["error", "status"], ["error", "network"]]);
    let next = t.event(source, "message");
    await first.send({ data: "one\ntwo", id: "é" });
    await next;
    next = t.event(source, "error");
    await first.drop();
    await next;
    const second = await server.connection();
    t.same([second.request.lastEventId, second.request.url, second.request.headers.get("x-a")], ["é", `${url}/stream`, "1"]);
    next = t.event(source, "error");
    await second.end();
    await next;
    t.same(events, [["message", "one\ntwo"], ["error", "network"], ["error", "end"]]);
    const third = await server.connection();
    source.close();
    t.equal(await third.closed, "client", "closed");
    const loop = t.events(`${url}/chat`, { method: "POST", body: "hello" });
    next = loop.next();
    const chat = await server.connection();
    t.equal(chat.request.body, "hello", "body");
    await chat.send({ data: "you" });
    t.equal((await next).value.data, "you", "data");
    await loop.return();
    t.equal(await chat.closed, "client", "closed");
    server.stall();
    const unanswered = t.rejected(fetch(url));
    await t.rejected(server.connection({ timeout: 100 }));
    await server.close();
    await unanswered;
    await t.rejected(fetch(url));
    t.match((await t.rejected(server.listen())).message, /closed/);
  }, ["node", "node-thread", "deno", "deno-thread", "bun", "bun-thread"]),
];
