// node:test's timers: which of them have to be mocked, and when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EventSource } from "eventsource-wasm";
import { install } from "eventsource-wasm/polyfill";
import { createTestServer } from "eventsource-wasm/testing";

const URL_ = "https://example.com/stream";

/** Breaks the connection, and lets 3 s pass, of which the reconnect needs all, but for what a real Date has taken off by then. */
async function comesBack(t, server, source) {
  const first = await server.connection();
  await first.send({ data: "a", id: "1" });
  await first.drop();
  assert.equal(source.readyState, 0);
  t.mock.timers.tick(2000);
  await assert.rejects(server.connection({ timeout: 20 }), /none came/);
  t.mock.timers.tick(1000);
  const second = await server.connection();
  assert.deepEqual([source.readyState, second.request.lastEventId], [1, "1"]);
  source.close();
}

for (const [title, apis] of Object.entries({ "setTimeout alone": ["setTimeout"], "setTimeout and Date": ["setTimeout", "Date"], everything: undefined }))
  test(`a reconnect by mocked time: ${title}`, async (t) => {
    t.mock.timers.enable(apis && { apis });
    const server = createTestServer();
    await comesBack(t, server, new EventSource(URL_, { fetch: server.fetch, reconnect: { jitter: 0 } }));
  });

test("the class takes its timers when it uses them: imported while they are mocked, used when they are not", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const late = await import("eventsource-wasm/js");
  t.mock.timers.reset();
  const server = createTestServer();
  const source = new late.EventSource(URL_, { fetch: server.fetch, reconnectionTime: 10 });
  await (await server.connection()).drop();
  await server.connection();
  source.close();
});

test("idleTimeout and connectTimeout to the millisecond, with a mocked Date", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const server = createTestServer();
  const reasons = [];
  server.stall();
  const source = new EventSource(URL_, { fetch: server.fetch, connectTimeout: 5000, idleTimeout: 1000, reconnect: { jitter: 0 } });
  source.onerror = ({ reason }) => reasons.push(reason);
  // The request goes out when the constructor's caller has had its turn.
  await assert.rejects(server.connection({ timeout: 10 }), /never answered/);
  t.mock.timers.tick(5000);
  t.mock.timers.tick(3000);
  const stream = await server.connection();
  t.mock.timers.tick(600);
  await stream.comment();
  t.mock.timers.tick(999);
  assert.deepEqual(reasons, ["connect-timeout"]);
  t.mock.timers.tick(1);
  assert.deepEqual(reasons, ["connect-timeout", "idle"]);
  source.close();
});

test("over a port, with Node's own fetch", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const server = createTestServer();
  t.after(() => server.close());
  const source = new EventSource(`${await server.listen()}/stream`, { reconnect: { jitter: 0 } });
  const lost = new Promise((resolve) => (source.onerror = resolve));
  const first = await server.connection();
  await first.drop();
  await lost;
  t.mock.timers.tick(3000);
  await server.connection();
  source.close();
});

test("the global EventSource, by the polyfill's install()", async (t) => {
  const server = createTestServer();
  t.after(() => delete globalThis.EventSource);
  install({ force: true, defaults: { fetch: server.fetch } });
  const source = new globalThis.EventSource(URL_);
  const data = [];
  source.onmessage = (event) => data.push(event.data);
  await (await server.connection()).send({ data: "a" });
  assert.deepEqual(data, ["a"]);
  source.close();
});
