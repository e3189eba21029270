// A real port under Jest's fakes, which leave Node's own timers and `nextTick` alone.
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { EventSource } from "eventsource-wasm";
import { createTestServer } from "eventsource-wasm/testing";

const server = createTestServer();
beforeEach(() => jest.useFakeTimers());
afterEach(() => server.close());

test("a reconnect by fake time, over a port", async () => {
  const source = new EventSource(await server.listen(), { reconnect: { jitter: 0 } });
  const message = new Promise((resolve) => (source.onmessage = resolve));
  const error = new Promise((resolve) => (source.onerror = resolve));
  const first = await server.connection();
  await first.send({ id: "1", data: "a" });
  expect((await message).data).toBe("a");
  await first.drop();
  expect((await error).reason).toBe("network");
  await jest.advanceTimersByTimeAsync(3000);
  const second = await server.connection();
  expect(second.request.lastEventId).toBe("1");
  source.close();
  expect(await second.closed).toBe("client");
});
