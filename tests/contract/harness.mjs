// Our side of the protocol: a stream's server and the callbacks' receiver in one, and the requests to the service.
import { once } from "node:events";
import http from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** What one message or connection may take, in ms. */
const LIMIT = 5000;

/** What came, in order, for those who wait. */
class Inbox {
  #items = [];
  #waiting = [];

  constructor(what) {
    this.what = what;
  }

  add(item) {
    const next = this.#waiting.shift();
    if (next) next(item);
    else this.#items.push(item);
  }

  get size() {
    return this.#items.length;
  }

  async next() {
    if (this.#items.length > 0) return this.#items.shift();
    const timer = new AbortController();
    const next = new Promise((resolve) => this.#waiting.push(resolve));
    const late = sleep(LIMIT, undefined, { signal: timer.signal }).then(() => Promise.reject(new Error(`waited in vain for ${this.what}`)), () => {});
    try {
      return await Promise.race([next, late]);
    } finally {
      timer.abort();
    }
  }
}

/** The server of one case, and what the service tells about its stream. */
export class Case {
  /** Requests for the stream that were answered with one: `{ method, headers, body, write, end }`. */
  connections = new Inbox("a connection");
  /** Callbacks, in the order of their numbers. */
  messages = new Inbox("a message of the service");
  requests = 0;
  #early = new Map();
  #next = 1;
  #server = http.createServer((request, response) => this.#answer(request, response));

  /** @param answer `{ status, headers }` of what is not a stream, for requests to `/other` */
  constructor(service, answer) {
    this.service = service;
    this.answer = answer;
  }

  /** Has the service open a source. `path` is `/stream`, or `/other` for the answer above. */
  async open(params = {}, path = "/stream") {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.origin = `http://127.0.0.1:${this.#server.address().port}`;
    const created = await this.ask("POST", this.service, { streamUrl: this.origin + path, callbackUrl: `${this.origin}/callbacks`, ...params });
    const location = created.headers.get("location");
    if (!created.ok || !location) throw new Error(`the service answered ${created.status} without a resource: ${await created.text()}`);
    this.resource = new URL(location, this.service).href;
  }

  async ask(method, url, body) {
    return fetch(url, { method, body: body && JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  }

  async command(command) {
    const { status } = await this.ask("POST", this.resource, command);
    if (status < 200 || status > 299) throw new Error(`${command.command}: the service answered ${status}`);
  }

  async close() {
    if (this.resource) await this.ask("DELETE", this.resource);
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request, response) {
    const [, number] = /^\/callbacks\/(\d+)$/.exec(request.url) ?? [];
    const body = await text(request);
    if (number) {
      this.#early.set(Number(number), JSON.parse(body));
      for (; this.#early.has(this.#next); this.#next++) this.messages.add(this.#early.get(this.#next));
      return response.writeHead(202).end();
    }
    this.requests++;
    if (request.url === "/other") {
      const { status, headers } = this.answer(this.origin);
      return response.writeHead(status, headers).end();
    }
    response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache" });
    response.flushHeaders();
    request.socket.setNoDelay();
    const write = async (...chunks) => {
      for (const [at, chunk] of chunks.entries()) {
        // Chunks of their own, as the client should see them.
        if (at > 0) await sleep(3);
        response.write(chunk);
      }
    };
    this.connections.add({ method: request.method, headers: request.headers, body, write, end: () => response.end() });
  }
}
