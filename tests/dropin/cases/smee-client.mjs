import assert from "node:assert/strict";
import { SmeeClient } from "smee-client";
import { TOKEN, seen, serve, stream } from "../server.mjs";

/** smee-client's option for both of its requests. It also gives a `content-length` and a `dispatcher`, which are for undici's own `fetch`. */
function withToken(input, { dispatcher, ...init } = {}) {
  const headers = new Headers(init.headers);
  headers.set("authorization", TOKEN);
  headers.delete("content-length");
  return fetch(input, { ...init, headers });
}

export default {
  packages: ["smee-client"],
  line: '"overrides": { "eventsource": "npm:eventsource-wasm@^0.1.0" }',
  seen: "a webhook comes by the stream, through its own `fetch` option, and is forwarded to the target",
  async run() {
    const hook = { body: { action: "opened" }, query: {}, "x-github-event": "issues" };
    const server = await serve(({ path }, response) => {
      if (path === "/channel") stream(response, { type: "ready", data: {} }, { id: "1", data: hook });
      else response.writeHead(204).end();
    });
    const client = new SmeeClient({ source: `${server.origin}/channel`, target: `${server.origin}/target`, fetch: withToken, logger: { info() {}, error: console.error }, forward: true });
    await client.start();
    const forwarded = await seen("the forwarded webhook", () => server.requests.find(({ path }) => path === "/target"));
    assert.deepEqual([forwarded.body, forwarded.headers["x-github-event"]], ['{"action":"opened"}', "issues"]);
    await client.stop();
    await seen("the end of the request", () => server.requests[0].closed);
    server.close();
  },
};
