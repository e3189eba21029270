import assert from "node:assert/strict";
import "eventsource-wasm/polyfill";
import { sse } from "msw";
import { setupServer } from "msw/node";
import { TOKEN, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["msw"],
  line: 'import "eventsource-wasm/polyfill"',
  seen: "`sse()` throws in Node without an `EventSource`; with ours the mock sees our header, its events arrive, and a request that is not mocked reaches the server with our header (msw's `server.connect()` sends none: it takes msw's own class)",
  async run() {
    const server = await serve((_, response) => stream(response, { data: "from the server" }));
    const mock = setupServer(
      sse(`${server.origin}/mocked`, ({ client, request }) => {
        if (request.headers.get("authorization") === TOKEN) client.send({ id: "7", event: "tick", data: "mocked" });
        else client.error();
      }),
    );
    mock.listen({ onUnhandledRequest: "bypass" });
    const data = [];
    const mocked = new EventSource(`${server.origin}/mocked`, { headers: { authorization: TOKEN } });
    mocked.addEventListener("tick", (event) => data.push([event.data, event.lastEventId]));
    await seen("the mocked event", () => data.length);
    mocked.close();
    assert.deepEqual(data, [["mocked", "7"]]);
    assert.equal(server.requests.length, 0);
    const real = new EventSource(`${server.origin}/real`, { headers: { authorization: TOKEN } });
    real.onmessage = (event) => data.push(event.data);
    await seen("the server's event", () => data.length === 2);
    assert.equal(data[1], "from the server");
    real.close();
    mock.close();
    server.close();
  },
};
