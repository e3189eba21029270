// A test of the user's own, in a strict project.
import { EventSource, events } from "eventsource-wasm";
import { createTestServer, type TestConnection, type TestServer } from "eventsource-wasm/testing";

const server: TestServer = createTestServer({ timeout: 1000 });
export const source = new EventSource("https://example.com/stream", { fetch: server.fetch });
export const loop = events("https://example.com/stream", { fetch: server.fetch });
globalThis.fetch = server.fetch;
server.respond({ status: 503, headers: { "Retry-After": "5" }, body: "busy" });

export async function test(): Promise<string> {
  const stream: TestConnection = await server.connection({ where: ({ url }) => url.endsWith("/stream") });
  await stream.send({ type: "tick", data: "1", id: "1", retry: 1000 });
  // @ts-expect-error: an event's name is its type
  await stream.send({ event: "tick", data: "1" });
  await stream.write(new Uint8Array(1));
  const who: "client" | "server" = await stream.closed;
  const origin: string = await server.listen();
  return who + origin + stream.request.headers.get("accept") + server.requests.length;
}
