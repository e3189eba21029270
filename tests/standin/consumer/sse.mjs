// The MCP SDK's SSE client, which is built on `EventSource`, against the SDK's own server.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SseError, SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { ErrorEvent } from "eventsource";
import { serveSse } from "./mcp-server.mjs";

async function connect(t, url, options) {
  const client = new Client({ name: "standin", version: "1.0.0" });
  const transport = new SSEClientTransport(url, options);
  t.after(() => client.close());
  await client.connect(transport);
  return { client, transport };
}

const sumOf = async (client) => (await client.callTool({ name: "add", arguments: { a: 2, b: 3 } })).content[0].text;

export const cases = {
  "connects, lists tools, calls one": async (t) => {
    const { url } = await serveSse(t);
    const { client } = await connect(t, url);
    assert.deepEqual((await client.listTools()).tools.map(({ name }) => name), ["add", "count"]);
    assert.equal(await sumOf(client), "5");
  },
  "the SDK's CommonJS modules do, too": async (t) => {
    const require = createRequire(import.meta.url);
    const { url } = await serveSse(t);
    const client = new (require("@modelcontextprotocol/sdk/client/index.js").Client)({ name: "standin", version: "1.0.0" });
    const transport = new (require("@modelcontextprotocol/sdk/client/sse.js").SSEClientTransport)(url);
    t.after(() => client.close());
    await client.connect(transport);
    assert.ok(transport._eventSource instanceof require("eventsource").EventSource);
    assert.equal(await sumOf(client), "5");
  },
  "notifications come by the stream, in order": async (t) => {
    const { url } = await serveSse(t);
    const { client } = await connect(t, url);
    const said = [];
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void said.push(params.data));
    const result = await client.callTool({ name: "count", arguments: { to: 3 } });
    assert.equal(result.content[0].text, "counted to 3");
    assert.deepEqual(said, ["1 é€😀", "2 é€😀", "3 é€😀"]);
  },
  "`requestInit.headers` are sent with the stream's request and with each message": async (t) => {
    const { url, requests } = await serveSse(t, { token: "t" });
    const { client } = await connect(t, url, { requestInit: { headers: { Authorization: "Bearer t" } } });
    assert.equal(await sumOf(client), "5");
    assert.deepEqual([...new Set(requests.map(({ method, headers }) => `${method} ${headers.authorization}`))], ["GET Bearer t", "POST Bearer t"]);
    assert.equal(requests[0].headers.accept, "text/event-stream");
  },
  "`eventSourceInit.fetch` makes the stream's request": async (t) => {
    const { url, requests } = await serveSse(t, { token: "t" });
    const made = [];
    const authorized = (input, init) => {
      made.push(String(input));
      return fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: "Bearer t" } });
    };
    const { client } = await connect(t, url, { eventSourceInit: { fetch: authorized }, requestInit: { headers: { authorization: "Bearer t" } } });
    assert.equal(await sumOf(client), "5");
    assert.deepEqual(made, [url.href]);
    assert.equal(requests[0].headers.authorization, "Bearer t");
  },
  "a 401 is an SseError with its code, and is not tried again": async (t) => {
    const { url, requests } = await serveSse(t, { token: "t" });
    await assert.rejects(connect(t, url), (error) => {
      assert.ok(error instanceof SseError);
      assert.equal(error.code, 401);
      assert.ok(error.event instanceof ErrorEvent);
      assert.match(error.message, /^SSE error: .*401/);
      return true;
    });
    assert.equal(requests.length, 1);
  },
  "a 401 begins the SDK's authorization, where there is a provider": async (t) => {
    const { url } = await serveSse(t, { token: "t" });
    const sent = [];
    const authProvider = {
      redirectUrl: "http://127.0.0.1:1/callback",
      clientMetadata: { redirect_uris: ["http://127.0.0.1:1/callback"] },
      clientInformation: () => ({ client_id: "standin" }),
      tokens: () => undefined,
      saveCodeVerifier: () => {},
      redirectToAuthorization: (address) => void sent.push(address.pathname),
    };
    await assert.rejects(connect(t, url, { authProvider }), UnauthorizedError);
    assert.deepEqual(sent, ["/authorize"]);
  },
  "a stream that is cut is reconnected to, and the SDK goes on with the new session": async (t) => {
    const { url, streams, requests } = await serveSse(t);
    const { client } = await connect(t, url);
    const error = new Promise((resolve) => (client.onerror = resolve));
    streams[0].write("retry: 10\n\n", () => streams[0].destroy());
    assert.equal((await error).code, undefined);
    await new Promise((resolve) => client.transport._eventSource.addEventListener("endpoint", resolve));
    assert.equal(await sumOf(client), "5");
    assert.deepEqual(requests.filter(({ method }) => method === "GET").map(({ url }) => url), ["/sse", "/sse"]);
  },
  "close() ends the stream's request": async (t) => {
    const { url, streams } = await serveSse(t);
    const { client } = await connect(t, url);
    const gone = new Promise((resolve) => streams[0].on("close", resolve));
    await client.close();
    await gone;
  },
};
