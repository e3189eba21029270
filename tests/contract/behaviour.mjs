// What the harness documents about requests and reconnecting, and what its protocol asks of a service. Each case opens a stream by
// `of.open()`, and throws where it is not as it should be.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

const AT_ONCE = { initialDelayMs: 0 };
const JSON_BODY = { headers: { "content-type": "application/json; charset=utf-8" }, body: `{"a": 1}` };

/** The next event; errors are passed over where a client may tell of them, or not. */
async function event(of, { afterErrors = false } = {}) {
  let message = await of.messages.next();
  while (afterErrors && message.kind === "error") message = await of.messages.next();
  assert.equal(message.kind, "event", JSON.stringify(message));
  return message.event;
}

async function error(of) {
  const message = await of.messages.next();
  assert.equal(message.kind, "error", JSON.stringify(message));
  assert.ok(message.error, "the error has no sentence");
}

const is = (data, id = "", type = "message") => ({ type, data, id });

const sends = (method) => async (of) => {
  await of.open({ method, ...JSON_BODY });
  const request = await of.connections.next();
  assert.deepEqual([request.method, request.headers["content-type"], request.body], [method, JSON_BODY.headers["content-type"], JSON_BODY.body]);
};

/** A redirect to the stream, or with a Location that leads nowhere. */
const redirects = (status) => ({
  [`a redirect with ${status} is followed`]: {
    answer: (origin) => ({ status, headers: { Location: `${origin}/stream` } }),
    async run(of) {
      await of.open({}, "/other");
      await (await of.connections.next()).write("data: a\n\n");
      assert.deepEqual(await event(of), is("a"));
    },
  },
  ...Object.fromEntries(Object.entries({ "an empty": { Location: "" }, no: {} }).map(([which, headers]) => [`a redirect with ${status} and ${which} Location is an error`, {
    answer: () => ({ status, headers }),
    async run(of) {
      await of.open({}, "/other");
      await error(of);
    },
  }])),
});

/** Sends `chunks`, expects `events`, breaks the connection and gives the next one. */
async function reconnected(of, chunks, events) {
  await of.open(AT_ONCE);
  const first = await of.connections.next();
  assert.equal(first.headers["last-event-id"], undefined);
  await first.write(...chunks);
  for (const expected of events) assert.deepEqual(await event(of), expected);
  first.end();
  return of.connections.next();
}

export const behaviour = Object.entries({
  "request: GET, with the headers of the standard": async (of) => {
    await of.open();
    const { method, headers } = await of.connections.next();
    assert.deepEqual([method, headers.accept, headers["cache-control"], headers["last-event-id"]], ["GET", "text/event-stream", "no-cache", undefined]);
  },
  "request: headers of the caller's": async (of) => {
    await of.open({ headers: { "header-a": "1", "header-b": "2" } });
    const { headers } = await of.connections.next();
    assert.deepEqual([headers["header-a"], headers["header-b"]], ["1", "2"]);
  },
  "request: POST": sends("POST"),
  "request: REPORT": sends("REPORT"),
  "request: a last event ID from the start": async (of) => {
    await of.open({ lastEventId: "1" });
    assert.equal((await of.connections.next()).headers["last-event-id"], "1");
  },
  "request: 204 is the last one": {
    answer: () => ({ status: 204 }),
    async run(of) {
      await of.open(AT_ONCE, "/other");
      // The error tells that the answer is there; another request would follow at once.
      await error(of);
      await sleep(300);
      assert.equal(of.requests, 1);
    },
  },
  ...redirects(301),
  ...redirects(307),

  "reconnecting: restart": async (of) => {
    await of.open(AT_ONCE);
    await (await of.connections.next()).write("data: a\n\n");
    assert.deepEqual(await event(of), is("a"));
    await of.command({ command: "restart" });
    await (await of.connections.next()).write("data: b\n\n");
    assert.deepEqual(await event(of), is("b"));
  },
  "reconnecting: with the last event ID": async (of) => {
    const second = await reconnected(of, ["id: 1\ndata: a\n\n"], [is("a", "1")]);
    assert.equal(second.headers["last-event-id"], "1");
  },
  "reconnecting: with the last event ID, which later events need not repeat": async (of) => {
    const second = await reconnected(of, ["id: 1\ndata: a\n\n", "data: b\n\n"], [is("a", "1"), is("b", "1")]);
    assert.equal(second.headers["last-event-id"], "1");
  },
  "reconnecting: without an ID that was emptied": async (of) => {
    const second = await reconnected(of, ["id: 1\ndata: a\n\n", "id: \ndata: b\n\n"], [is("a", "1"), is("b")]);
    assert.equal(second.headers["last-event-id"], undefined);
  },
  "reconnecting: with the body of a POST": async (of) => {
    await of.open({ ...AT_ONCE, ...JSON_BODY, method: "POST" });
    for (let i = 0; i < 2; i++) {
      const request = await of.connections.next();
      assert.deepEqual([request.method, request.body], ["POST", JSON_BODY.body]);
      request.end();
    }
  },
  "reconnecting: after the read timeout": async (of) => {
    await of.open({ ...AT_ONCE, readTimeoutMs: 300 });
    await (await of.connections.next()).write("data: a\n\n");
    assert.deepEqual(await event(of), is("a"));
    await error(of);
    await of.connections.next();
  },
  "reconnecting: what is unfinished is dropped": async (of) => {
    const second = await reconnected(of, ["id: 1\ndata: a\n\nid: 2\ndata: b"], [is("a", "1")]);
    await second.write("data: c\n\n");
    assert.deepEqual(await event(of, { afterErrors: true }), is("c", "1"));
  },
  "reconnecting: the second connection is as good as the first": async (of) => {
    const second = await reconnected(of, ["id: 1\ndata: a\n\n"], [is("a", "1")]);
    await second.write("id: 2\ndata: b\n\n");
    assert.deepEqual(await event(of, { afterErrors: true }), is("b", "2"));
  },

  "protocol: the service tells what it can do": async (of) => {
    const { capabilities } = await (await of.ask("GET", of.service)).json();
    assert.ok(capabilities.length > 0 && capabilities.every((name) => typeof name === "string"));
  },
  "protocol: 400 for what cannot be a stream": async (of) => {
    const callbackUrl = "http://127.0.0.1/callbacks";
    const bad = [{}, { callbackUrl }, { streamUrl: "http://127.0.0.1/" }, { streamUrl: "::", callbackUrl }, { streamUrl: "http://127.0.0.1/", callbackUrl, readTimeoutMs: "soon" }];
    for (const params of bad) assert.equal((await of.ask("POST", of.service, params)).status, 400, JSON.stringify(params));
  },
  "protocol: 400 for an unknown command, 404 behind the end": async (of) => {
    await of.open();
    assert.equal((await of.ask("POST", of.resource, { command: "dance" })).status, 400);
    assert.equal((await of.ask("DELETE", of.resource)).status, 204);
    assert.equal((await of.ask("DELETE", of.resource)).status, 404);
    assert.equal((await of.ask("POST", of.resource, { command: "restart" })).status, 404);
  },
  "protocol: events of a type come only to those who listen": async (of) => {
    await of.open();
    const connection = await of.connections.next();
    await connection.write("event: a\ndata: 1\n\ndata: 2\n\n");
    assert.deepEqual(await event(of), is("2"));
    await of.command({ command: "listen", listen: { type: "a" } });
    await connection.write("event: a\ndata: 3\n\n");
    assert.deepEqual(await event(of), is("3", "", "a"));
  },
}).map(([name, test]) => ({ name, ...(typeof test === "function" ? { run: test } : test) }));
