// Jest with `fakeTimers.enableGlobally`: its timers, `nextTick` and `queueMicrotask` are fake before anything is imported.
import { expect, jest, test } from "@jest/globals";
import { EventSource } from "eventsource-wasm";
import { createTestServer } from "eventsource-wasm/testing";

test("the server's promises resolve, and a reconnect comes by fake time", async () => {
  expect(setTimeout.clock).toBeDefined();
  const server = createTestServer();
  const source = new EventSource("https://example.com/stream", { fetch: server.fetch, reconnect: { jitter: 0 } });
  const data = [];
  source.onmessage = (event) => data.push(event.data);
  const first = await server.connection();
  await first.send({ data: "a" });
  await first.drop();
  await jest.advanceTimersByTimeAsync(3000);
  const second = await server.connection();
  await second.send({ data: "b" });
  expect(data).toEqual(["a", "b"]);
  source.close();
});

test("the limit of connection() is fake time, too", async () => {
  const waiting = createTestServer().connection({ timeout: 1000 });
  const failed = expect(waiting).rejects.toThrow("none came within 1000 ms");
  await jest.advanceTimersByTimeAsync(1000);
  await failed;
});
