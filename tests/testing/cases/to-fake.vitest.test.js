// What Vitest's `toFake` may leave out, or have besides.
import { afterEach, expect, test, vi } from "vitest";
import { EventSource } from "eventsource-wasm";
import { createTestServer } from "eventsource-wasm/testing";

afterEach(() => vi.useRealTimers());

for (const toFake of [["setTimeout", "clearTimeout"], ["setTimeout", "clearTimeout", "Date", "queueMicrotask", "setImmediate", "performance"]])
  test(`toFake: ${toFake}`, async () => {
    vi.useFakeTimers({ toFake });
    const server = createTestServer();
    const source = new EventSource("https://example.com/stream", { fetch: server.fetch, reconnect: { jitter: 0 } });
    await (await server.connection()).end();
    expect(source.readyState).toBe(EventSource.CONNECTING);
    vi.advanceTimersByTime(3000);
    await server.connection();
    expect(source.readyState).toBe(EventSource.OPEN);
    source.close();
    expect(vi.getTimerCount()).toBe(0);
  });

test("a source that is older than the fakes has a real timer", async () => {
  const server = createTestServer();
  const source = new EventSource("https://example.com/stream", { fetch: server.fetch, reconnectionTime: 20, reconnect: { jitter: 0 } });
  await (await server.connection()).end();
  vi.useFakeTimers();
  // Nobody advances anything.
  await server.connection();
  source.close();
});
