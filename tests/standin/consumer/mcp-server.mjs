// The SDK's own servers, over node:http, on 127.0.0.1. They log the requests that they get.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { InMemoryEventStore } from "@modelcontextprotocol/sdk/examples/shared/inMemoryEventStore.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

/** A server with tools: `add` answers; `count` notifies before it does, and waits for `gate` half-way, if there is one. */
function makeMcp({ gate }) {
  const mcp = new McpServer({ name: "standin", version: "1.0.0" }, { capabilities: { logging: {} } });
  mcp.registerTool("add", { inputSchema: { a: z.number(), b: z.number() } }, ({ a, b }) => ({ content: [{ type: "text", text: String(a + b) }] }));
  mcp.registerTool("count", { inputSchema: { to: z.number() } }, async ({ to }, { sendNotification }) => {
    for (let i = 1; i <= to; i++) {
      await sendNotification({ method: "notifications/message", params: { level: "info", data: `${i} é€😀` } });
      if (i === 2) await gate?.();
      await nextMillisecond();
    }
    return { content: [{ type: "text", text: `counted to ${to}` }] };
  });
  return mcp;
}

/** The SDK's store replays by the milliseconds in its ids; events of the same one come in any order, or not at all. */
async function nextMillisecond() {
  const now = Date.now();
  while (Date.now() === now) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Listens until the case is over. `handle` answers; without the token that is wanted, 401 does. */
async function listen(t, { token }, handle) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    const { method, url, headers } = request;
    requests.push({ method, url, headers });
    if (token && headers.authorization !== `Bearer ${token}`) {
      const challenge = { "www-authenticate": `Bearer resource_metadata="http://${headers.host}/metadata"` };
      return response.writeHead(url.startsWith("/mcp") || url.startsWith("/sse") ? 401 : 404, challenge).end("no");
    }
    try {
      await handle(request, response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { requests, origin: `http://127.0.0.1:${server.address().port}` };
}

/** Server of the transport with two ways: GET /sse is the stream, POST /messages the way back. */
export async function serveSse(t, options = {}) {
  const transports = new Map();
  const streams = [];
  const { requests, origin } = await listen(t, options, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (pathname === "/messages") return transports.get(searchParams.get("sessionId")).handlePostMessage(request, response);
    if (pathname !== "/sse") return response.writeHead(404).end();
    const transport = new SSEServerTransport("/messages", response);
    transports.set(transport.sessionId, transport);
    streams.push(response);
    await makeMcp(options).connect(transport);
  });
  return { requests, url: new URL("/sse", origin), streams };
}

/** Server of the transport with one way: POST, GET and DELETE on /mcp, every event in the SDK's store. */
export async function serveStreamable(t, options = {}) {
  const transports = new Map();
  const streams = [];
  const eventStore = new InMemoryEventStore();
  const servers = [];
  const { requests, origin } = await listen(t, options, async (request, response) => {
    if (!request.url.startsWith("/mcp")) return response.writeHead(404).end();
    let transport = transports.get(request.headers["mcp-session-id"]);
    if (!transport) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        eventStore,
        onsessioninitialized: (id) => void transports.set(id, transport),
      });
      const mcp = makeMcp({ gate: () => options.gate?.(streams) });
      servers.push(mcp);
      await mcp.connect(transport);
    }
    streams.push({ method: request.method, response });
    await transport.handleRequest(request, response);
  });
  return { requests, url: new URL("/mcp", origin), streams, servers };
}
