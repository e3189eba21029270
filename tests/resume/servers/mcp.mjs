// An MCP server over streamable HTTP, of the MCP SDK, with an event store: streams can be resumed. `initialize` opens a session.
import crypto from "node:crypto";
import http from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { pause, WORDS } from "./words.mjs";

/** The SDK's own example sorts IDs that were made in one millisecond at random; these are numbers. */
class EventStore {
  #events = [];

  async storeEvent(streamId, message) {
    return String(this.#events.push({ streamId, message }) - 1).padStart(6, "0");
  }

  /** Lets the SDK answer 409 while it takes the lost connection for open. */
  async getStreamIdForEventId(id) {
    return this.#events[Number(id)]?.streamId;
  }

  async replayEventsAfter(id, { send }) {
    const { streamId } = this.#events[Number(id)];
    for (let at = Number(id) + 1; at < this.#events.length; at++)
      // An event without a message only gave an ID.
      if (this.#events[at].streamId === streamId && this.#events[at].message.jsonrpc) await send(String(at).padStart(6, "0"), this.#events[at].message);
    return streamId;
  }
}

function serverOfWords() {
  const server = new Server({ name: "words", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { sendNotification, closeSSEStream }) => {
    for (const [progress, message] of WORDS.entries()) {
      await sendNotification({ method: "notifications/progress", params: { progressToken: params._meta.progressToken, progress, message } });
      // The server's own cut (SEP-1699): the client has to come again.
      if (params.arguments.polls && progress % 4 === 3) closeSSEStream();
      await pause();
    }
    return { content: [{ type: "text", text: WORDS.join(" ") }] };
  });
  return server;
}

const sessions = new Map();

async function open() {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => crypto.randomUUID(),
    eventStore: new EventStore(),
    retryInterval: 20,
    onsessioninitialized: (id) => void sessions.set(id, transport),
  });
  await serverOfWords().connect(transport);
  return transport;
}

http
  .createServer(async (request, response) => {
    if (request.url !== "/mcp") return response.writeHead(404).end();
    const session = request.headers["mcp-session-id"];
    const transport = session ? sessions.get(session) : await open();
    if (!transport) return response.writeHead(404).end();
    await transport.handleRequest(request, response);
  })
  .listen(Number(process.argv[2]), "127.0.0.1");
