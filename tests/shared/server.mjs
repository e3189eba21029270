// Numbered events in rooms, over HTTP/1.1: a room repeats what is behind a last event ID, and counts its connections.
import http from "node:http";
import { serveFile } from "../server/files.mjs";

const html = (script) => `<!doctype html><meta charset="utf-8"><title>shared</title><body><script type="module" src="${script}"></script>`;

class Room {
  /** How many events there were. */
  count = 0;
  /** Whoever listens: `tab` is which one, by the address of its page. */
  connections = new Set();
  /** The same at most, at one time; and ever. */
  most = 0;
  requests = [];
  /** Of the tabs' tokens, those that are let in; all, if undefined. */
  tokens;
  #timer;

  start(ms) {
    this.#timer = setInterval(() => this.emit(), ms);
  }

  stop() {
    clearInterval(this.#timer);
  }

  emit() {
    this.count++;
    for (const { response } of this.connections) response.write(message(this.count));
  }

  /** The tab that has the connection, once there is one. */
  get leader() {
    return [...this.connections].at(-1)?.tab;
  }

  answer(request, response) {
    const { referer = "", "last-event-id": id, authorization } = request.headers;
    const tab = new URL(referer, "http://nowhere").searchParams.get("tab");
    this.requests.push({ tab, id, authorization });
    if (this.tokens && !this.tokens.has(authorization)) return response.writeHead(401).end();
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(`: hello\n\n`);
    if (id) for (let number = Number(id) + 1; number <= this.count; number++) response.write(message(number));
    const connection = { tab, response };
    this.connections.add(connection);
    this.most = Math.max(this.most, this.connections.size);
    response.on("close", () => this.connections.delete(connection));
  }
}

const message = (number) => `id: ${number}\nevent: tick\ndata: ${number}\n\n`;

export async function startRooms() {
  const rooms = new Map();
  const room = (name) => rooms.get(name) ?? rooms.set(name, new Room()).get(name);
  const server = http.createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const [, area, name] = new URL(request.url, "http://nowhere").pathname.split("/");
    if (area === "events") return room(name).answer(request, response);
    if (area === "page") return response.writeHead(200, { "Content-Type": "text/html", "Cache-Control": "no-cache" }).end(html(`/tests/shared/${name}.js`));
    serveFile(new URL(request.url, "http://nowhere").pathname, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    port,
    room,
    async close() {
      for (const one of rooms.values()) one.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
