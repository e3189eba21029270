// A test service for LaunchDarkly's sse-contract-tests: their harness tells it over HTTP to open sources of our class, and hears
// by callbacks what they received. `node tests/contract/service.mjs [PORT]`, then the harness with `--url http://localhost:PORT`.
import http from "node:http";
import { json } from "node:stream/consumers";
import { EventSource } from "../../dist/index.js";

/** What the harness may ask for; its docs/optional_features.md says what each means. */
const CAPABILITIES = [
  "bom", "comments", "event-type-listeners", "headers", "last-event-id", "post", "read-timeout", "report", "restart", "server-directed-shutdown-request",
];

class BadRequest extends Error {}

/** One source, and the callbacks that tell of it. */
class Stream {
  #source;
  #callbackUrl;
  #sent = 0;
  #isClosed = false;
  /** One callback after the other: there may be thousands. */
  #last = Promise.resolve();

  constructor({ streamUrl, callbackUrl, headers, method, body, initialDelayMs, readTimeoutMs, lastEventId }) {
    if (typeof streamUrl !== "string" || !URL.canParse(callbackUrl)) throw new BadRequest("streamUrl and callbackUrl must be URLs");
    this.#callbackUrl = callbackUrl;
    const init = {
      headers, method, body, lastEventId,
      reconnectionTime: initialDelayMs,
      idleTimeout: readTimeoutMs,
      // By default a POST is never repeated. The harness wants it to be.
      reconnect: true,
      oncomment: (comment) => this.#tell({ kind: "comment", comment }),
    };
    this.#source = new EventSource(streamUrl, Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined && value !== null)));
    this.listen("message");
    this.listen("error");
  }

  /** Tells of events of a type. Those called `error` are the server's where they are messages, else the source's own. */
  listen(type) {
    this.#source.addEventListener(type, this.#report);
  }

  #report = (event) => {
    if (event instanceof MessageEvent) this.#tell({ kind: "event", event: { type: event.type, data: event.data, id: event.lastEventId } });
    // Where the specification has the sentence in `comment`, the harness reads `error`.
    else this.#tell({ kind: "error", error: event.message, comment: event.message });
  };

  restart() {
    this.#source.reconnect();
  }

  close() {
    this.#isClosed = true;
    this.#source.close();
  }

  #tell(message) {
    const url = `${this.#callbackUrl}/${++this.#sent}`;
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) };
    this.#last = this.#last.then(async () => {
      if (!this.#isClosed) await (await fetch(url, request)).arrayBuffer();
    }).catch((error) => this.#isClosed || console.error(`${url}: ${error.cause ?? error}`)); // the harness closes its end first
  }
}

const streams = new Map();
let created = 0;

/** The resources by method: `{ status, headers, body, isLast }`. */
const root = {
  GET: () => ({ status: 200, body: { name: "eventsource-wasm", capabilities: CAPABILITIES } }),
  POST(params) {
    const path = `/streams/${++created}`;
    streams.set(path, new Stream(params));
    return { status: 201, headers: { Location: path } };
  },
  DELETE: () => ({ status: 204, headers: { Connection: "close" }, isLast: true }),
};
const ofStream = (path, stream) => ({
  POST({ command, listen }) {
    if (command === "restart") stream.restart();
    else if (command === "listen" && typeof listen?.type === "string") stream.listen(listen.type);
    else throw new BadRequest(`no such command: ${command}`);
    return { status: 202 };
  },
  DELETE() {
    stream.close();
    streams.delete(path);
    return { status: 204 };
  },
});

async function answer(request) {
  const stream = streams.get(request.url);
  const resource = request.url === "/" ? root : stream && ofStream(request.url, stream);
  if (!resource) return { status: 404 };
  if (!Object.hasOwn(resource, request.method)) return { status: 405 };
  try {
    const params = request.method === "POST" ? await json(request) : undefined;
    if (request.method === "POST" && (typeof params !== "object" || params === null)) throw new BadRequest("the body must be an object");
    return resource[request.method](params);
  } catch (error) {
    // JSON.parse and the class throw SyntaxError; the class throws TypeError for options of a wrong type.
    if (error instanceof BadRequest || error instanceof TypeError || error.name === "SyntaxError") return { status: 400, body: { error: error.message } };
    throw error;
  }
}

const server = http.createServer(async (request, response) => {
  const { status, headers, body, isLast } = await answer(request);
  if (isLast) response.once("close", () => process.exit());
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(body && JSON.stringify(body));
});
server.listen(Number(process.argv[2] ?? 8000), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
