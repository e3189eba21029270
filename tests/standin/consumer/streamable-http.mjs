// The MCP SDK's streamable HTTP client, which is built on `EventSourceParserStream`, against the SDK's own server.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport, StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CallToolResultSchema, LoggingMessageNotificationSchema, ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { serveStreamable } from "./mcp-server.mjs";

/** Soon, and as often as it takes. */
const reconnectionOptions = { initialReconnectionDelay: 10, maxReconnectionDelay: 10, reconnectionDelayGrowFactor: 1, maxRetries: 5 };

async function connect(t, url, options) {
  const client = new Client({ name: "standin", version: "1.0.0" });
  const transport = new StreamableHTTPClientTransport(url, { reconnectionOptions, ...options });
  t.after(() => client.close());
  const said = [];
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void said.push(params.data));
  await client.connect(transport);
  return { client, transport, said };
}

const count = { method: "tools/call", params: { name: "count", arguments: { to: 4 } } };
const ALL = ["1 é€😀", "2 é€😀", "3 é€😀", "4 é€😀"];

export const cases = {
  "connects, lists tools, calls one": async (t) => {
    const { url } = await serveStreamable(t);
    const { client } = await connect(t, url);
    assert.deepEqual((await client.listTools()).tools.map(({ name }) => name), ["add", "count"]);
    assert.equal((await client.callTool({ name: "add", arguments: { a: 2, b: 3 } })).content[0].text, "5");
  },
  "a call's notifications come by its stream, in order": async (t) => {
    const { url } = await serveStreamable(t);
    const { client, said } = await connect(t, url);
    assert.equal((await client.request(count, CallToolResultSchema)).content[0].text, "counted to 4");
    assert.deepEqual(said, ALL);
  },
  "notifications of the server's own come by the stream of the GET": async (t) => {
    const { url, streams, servers } = await serveStreamable(t);
    const { client } = await connect(t, url);
    const changed = new Promise((resolve) => client.setNotificationHandler(ToolListChangedNotificationSchema, resolve));
    await until(() => streams.some(({ method, response }) => method === "GET" && response.headersSent));
    servers[0].sendToolListChanged();
    await changed;
  },
  "`requestInit.headers` are sent; without them a 401 has its code": async (t) => {
    const { url, requests } = await serveStreamable(t, { token: "t" });
    const { client } = await connect(t, url, { requestInit: { headers: { Authorization: "Bearer t" } } });
    await client.listTools();
    assert.ok(requests.every(({ headers }) => headers.authorization === "Bearer t"));
    await assert.rejects(connect(t, url), (error) => error instanceof StreamableHTTPError && error.code === 401);
  },
  "a call's stream that is cut is resumed with Last-Event-ID, and nothing is missing or twice": async (t) => {
    const cut = async (streams) => {
      const { response } = streams.findLast(({ method }) => method === "POST");
      const gone = new Promise((resolve) => response.on("close", resolve));
      response.write("", () => response.destroy());
      await gone;
    };
    const { url, requests } = await serveStreamable(t, { gate: cut });
    const { client, said } = await connect(t, url);
    const ids = [];
    const onresumptiontoken = (id) => void ids.push(id);
    assert.equal((await client.request(count, CallToolResultSchema, { onresumptiontoken })).content[0].text, "counted to 4");
    assert.deepEqual(said, ALL);
    const resumed = requests.map(({ headers }) => headers["last-event-id"]).filter((id) => id !== undefined);
    assert.ok(resumed.length >= 1, "no request had a Last-Event-ID");
    assert.ok(resumed.every((id) => ids.includes(id)), `${resumed} is none of ${ids}`);
  },
};

async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
