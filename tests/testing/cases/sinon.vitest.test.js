// Sinon fakes everything, also `process.nextTick` and `queueMicrotask`. (node:test itself does not live without them.)
import assert from "node:assert/strict";
import { EventSource, events } from "eventsource-wasm";
import { createTestServer } from "eventsource-wasm/testing";
import sinon from "sinon";
import { test } from "vitest";

const { nextTick } = process;

/** The runner itself needs its timers back, however the test ends. */
async function withClock(run, options) {
  const clock = sinon.useFakeTimers(options);
  try {
    if (!options) assert.notEqual(process.nextTick, nextTick);
    await run(clock);
  } finally {
    clock.restore();
  }
}

test("a refused request, a lost connection, a reconnect, with everything faked", () =>
  withClock(async (clock) => {
    const server = createTestServer();
    const seen = [];
    server.respond({ status: 503, body: "busy" });
    const source = new EventSource("https://example.com/stream", { fetch: server.fetch, reconnect: { jitter: 0, statuses: [503] } });
    source.onmessage = ({ data }) => seen.push(data);
    source.onerror = ({ reason, body, delay }) => seen.push([reason, body, delay]);
    await assert.rejects(server.connection({ timeout: 20 }), /answered with 503.*timers are fake/);
    clock.tick(3000);
    const first = await server.connection();
    await first.send({ data: "a", retry: 500 });
    await first.drop();
    clock.tick(500);
    const second = await server.connection();
    await second.send({ data: "b" });
    assert.deepEqual(seen, [["status", "busy", 3000], "a", ["network", undefined, 500], "b"]);
    source.close();
    assert.equal(await second.closed, "client");
  }));

test("a loop over events(), with everything faked", () =>
  withClock(async () => {
    const server = createTestServer();
    const loop = events("https://example.com/chat", { fetch: server.fetch, method: "POST", body: "hello" });
    const first = loop.next();
    const stream = await server.connection();
    assert.equal(stream.request.body, "hello");
    await stream.send({ data: "you" });
    assert.equal((await first).value.data, "you");
    await stream.end();
    assert.equal((await loop.next()).done, true);
  }));

test("over a port, without the two that Node's HTTP and fetch cannot do without", () =>
  withClock(async (clock) => {
    const server = createTestServer();
    const source = new EventSource(await server.listen(), { reconnect: { jitter: 0 } });
    const lost = new Promise((resolve) => (source.onerror = resolve));
    await (await server.connection()).drop();
    await lost;
    clock.tick(3000);
    await server.connection();
    source.close();
    await server.close();
  }, { toNotFake: ["nextTick", "queueMicrotask"] }));
