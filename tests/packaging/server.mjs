// Serves a consumer's build, and streams to it: `POST /stream?of=K` answers with what it was asked, as three events, each after
// the first only when the one before was heard (`POST /heard?of=K`). What does not come as a stream never comes.
import fs from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { text as textOf } from "node:stream/consumers";

const LIMIT = 10_000;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".map": "application/json", ".wasm": "application/wasm" };

/** Counts what was heard of a stream, and wakes who waits for it. */
class Heard {
  #count = 0;
  #wake = () => {};

  add() {
    this.#count++;
    this.#wake();
  }

  async atLeast(count) {
    const end = AbortSignal.timeout(LIMIT);
    while (this.#count < count && !end.aborted)
      await new Promise((resolve) => {
        this.#wake = resolve;
        end.onabort = resolve;
      });
    return this.#count >= count;
  }
}

/** @param folder what is served, if anything */
export async function startServer(folder) {
  const streams = new Map();
  const of = (key) => streams.get(key) ?? streams.set(key, new Heard()).get(key);

  async function stream(request, response, heard) {
    const answers = [request.method, request.headers.authorization, await textOf(request)];
    // `no-transform`: what compresses would hold the events back.
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" });
    for (const [i, data] of answers.entries()) {
      if (!(await heard.atLeast(i))) return response.destroy();
      response.write(`event: answer\ndata: ${data}\n\n`);
    }
    response.end();
  }

  async function file(pathname, response) {
    const name = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    const content = name.startsWith(folder) ? await fs.readFile(name.endsWith(path.sep) ? `${name}index.html` : name).catch(() => undefined) : undefined;
    if (content === undefined) return response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
    response.writeHead(200, { "Content-Type": TYPES[path.extname(name) || ".html"] ?? "application/octet-stream", "Cache-Control": "no-store" }).end(content);
  }

  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (request.method === "OPTIONS") return response.writeHead(204, { "Access-Control-Allow-Headers": "authorization, content-type" }).end();
    const heard = searchParams.has("of") && of(searchParams.get("of"));
    if (pathname === "/stream") return void stream(request, response, heard);
    if (pathname === "/heard") {
      heard.add();
      return response.writeHead(204).end();
    }
    if (folder) return void file(pathname, response);
    response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
