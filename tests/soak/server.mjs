// The server of the soak test. Each source's stream advances by itself, at its own pace, and continues after the last event ID that a client sends.
//
// `/soak?life=KEY`: with `ids=0` without IDs, with `framing=close` with a body that ends with the connection, with `token=1` only for a valid token.
// A POST has the last event ID in its body, `{"after":"7"}`; other requests have it in `Last-Event-ID`, or in the parameter `after`. Other paths
// are files.
import http from "node:http";
import { once } from "node:events";
import { seedOf } from "../faults/dice.mjs";
import { openAbove } from "../faults/gate.mjs";
import { BACKLOG } from "../faults/proxy.mjs";
import { serveFile } from "../server/files.mjs";
import { blockOf } from "./stream.mjs";

/** How often the server sends what is due, in ms. */
const TICK = 100;
/** The minimum and maximum time between a source's events, in ms. */
const PACE = [300, 2500];
/** The server sends a comment after this many ms of silence. */
const HEARTBEAT = 1000;
/** The reconnection time, in ms. */
const RETRY = 50;

export const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Last-Event-ID, Authorization, Content-Type, X-Soak",
  "Access-Control-Expose-Headers": "Retry-After",
};

async function text(request) {
  let whole = "";
  for await (const part of request) whole += part;
  return whole;
}

async function positionIn(request, query) {
  if (request.method !== "POST") return Number(request.headers["last-event-id"] ?? query.get("after") ?? 0);
  return Number(JSON.parse(await text(request)).after);
}

export class LiveServer {
  #server;
  #tokenLife;
  #clock = { past: 0, since: undefined };
  #born = new Map();
  #open = new Set();
  #timer = setInterval(() => this.#tick(), TICK);
  port;
  responses = 0;
  refusedTokens = 0;

  /** @param tokenLife how long a token is valid, in ms; its streams end with it */
  static async open(tokenLife) {
    const server = new LiveServer(tokenLife);
    await openAbove(server);
    return server;
  }

  constructor(tokenLife) {
    this.#tokenLife = tokenLife;
  }

  async open(port) {
    this.#server = http.createServer({ keepAliveTimeout: 1000 }, (request, response) => {
      // The connection was cut while the request arrived, so nobody is there to answer.
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.listen({ port, host: "127.0.0.1", backlog: BACKLOG });
    await once(this.#server, "listening");
    this.port = port;
  }

  /** Ends all connections, and listens again after this many ms. */
  async restart(down) {
    await this.#stop();
    await new Promise((resolve) => setTimeout(resolve, down));
    await this.open(this.port);
  }

  async #stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async close() {
    clearInterval(this.#timer);
    await this.#stop();
  }

  /** Lets the streams advance; `halt()` stops them. */
  go() {
    this.#clock.since = Date.now();
  }
  halt() {
    this.#clock = { past: this.#now(), since: undefined };
  }
  #now() {
    const { past, since } = this.#clock;
    return past + (since === undefined ? 0 : Date.now() - since);
  }

  /** Returns the number of the latest event in a source's stream. */
  position(key) {
    const born = this.#born.get(key);
    if (born === undefined) return 0;
    const [from, to] = PACE;
    return Math.floor((this.#now() - born) / (from + (seedOf(key) % (to - from))));
  }

  /** The numbers of open streams and connections. */
  get streams() {
    return this.#open.size;
  }
  sockets() {
    return new Promise((resolve) => this.#server.getConnections((_, count) => resolve(count)));
  }

  async #answer(request, response) {
    const { pathname, searchParams: query } = new URL(request.url, "http://127.0.0.1");
    if (pathname !== "/soak") return serveFile(pathname, response);
    if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
    const expires = query.get("token") === "1" ? Number(/^Bearer (\d+)$/.exec(request.headers.authorization)?.[1] ?? 0) + this.#tokenLife : Infinity;
    if (expires < Date.now()) {
      this.refusedTokens++;
      return response.writeHead(401, { ...CORS, "Content-Type": "text/plain" }).end("The token has expired.");
    }
    const key = query.get("life");
    const stream = { key, response, expires, hasIds: query.get("ids") !== "0", sent: await positionIn(request, query), spoke: Date.now() };
    if (!this.#born.has(key)) this.#born.set(key, this.#now());
    this.responses++;
    if (query.get("framing") === "close") response.removeHeader("Transfer-Encoding");
    response.writeHead(200, { ...CORS, "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(`retry: ${RETRY}\n\n`);
    this.#open.add(stream);
    response.on("close", () => this.#open.delete(stream));
    this.#send(stream);
  }

  #tick() {
    for (const stream of this.#open) this.#send(stream);
  }

  #send(stream) {
    const { key, response, expires, hasIds } = stream;
    const now = Date.now();
    if (now > expires) {
      this.#open.delete(stream);
      return response.end();
    }
    const due = this.position(key);
    // If nobody reads, due events wait here, not in the response's buffer.
    if (response.writableNeedDrain) return;
    if (stream.sent < due) {
      const blocks = [];
      while (stream.sent < due) blocks.push(blockOf(key, ++stream.sent, hasIds));
      response.write(blocks.join(""));
    } else if (now - stream.spoke > HEARTBEAT) response.write(":\n");
    else return;
    stream.spoke = now;
  }
}
