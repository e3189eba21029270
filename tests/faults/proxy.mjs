// A TCP proxy that does harm. A request's `life=KEY` names the life that it belongs to; the n-th request of a life meets the
// n-th of its faults, further ones pass unharmed, and so does what belongs to no life.
//
// A fault is a list of steps on the response's bytes, head included: { pass: n } lets n through, { bytewise: n } the same one by one, { pass: n, piece } in
// pieces of the size that `piece()` gives; { pause: ms } waits; { until: (life) => promise } too; { cut: "fin" | "reset" } ends the connection;
// { hang: true } lets nothing through any more; { answer: text } is sent in the place of the server's response, and ends the connection.
import { once } from "node:events";
import net from "node:net";

/** Many connect at once. What does not fit is dropped by the system, and comes again only seconds later, or minutes. */
export const BACKLOG = 4096;

const END_OF_HEAD = "\r\n\r\n";

/** What a socket has brought and nobody has taken. */
class Incoming {
  #socket;
  #changed = () => {};

  constructor(socket) {
    this.#socket = socket;
    for (const name of ["readable", "end", "close"]) socket.on(name, () => this.#changed());
  }

  /** At most so many bytes as soon as there are some, `undefined` at the end. */
  async take(most) {
    const socket = this.#socket;
    for (;;) {
      if (socket.readableLength > 0) return socket.read(Math.min(most, socket.readableLength));
      if (socket.readableEnded || socket.destroyed) return undefined;
      await new Promise((resolve) => {
        this.#changed = resolve;
        socket.read(0);
      });
    }
  }
}

/** Node 20 never closes a socket that is reset as it shuts down, and would not exit. */
const reset = (socket) => (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy());
const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Whether a request is there with its body. */
function isWhole(request) {
  const end = request.indexOf(END_OF_HEAD);
  if (end < 0) return false;
  const length = Number(/^content-length: *(\d+)\r$/im.exec(request.slice(0, end + 2))?.[1] ?? 0);
  return request.length >= end + END_OF_HEAD.length + length;
}

const write = (socket, bytes) => new Promise((resolve) => socket.write(bytes, resolve));

export class Proxy {
  #target;
  #server;
  #lives = new Map();
  #sockets = new Set();
  port;

  constructor(target) {
    this.#target = target;
  }

  /** On a port, so that it can come back to it; else on any. */
  async open(port = 0) {
    this.#server = net.createServer({ noDelay: true }, (client) => this.#serve(client));
    this.#server.listen({ port, host: "127.0.0.1", backlog: BACKLOG });
    await once(this.#server, "listening");
    this.port = this.#server.address().port;
  }

  /** Refuses new connections; those that are there go on. */
  refuse() {
    this.#server.close();
  }

  close() {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Resets all connections at once. */
  resetAll() {
    for (const socket of this.#sockets) reset(socket);
  }

  /** Open sockets of both sides. */
  get size() {
    return this.#sockets.size;
  }

  /**
   * @param faults the n-th request's fault stands at `n`; or a function of `n` and the method gives it, for lives of many requests
   * @returns what is noted of the life: `requests` with the last event ID of each, `cuts` that were made; `heard` is for steps, `hear` fulfils it;
   *   `trouble` that the proxy had itself
   */
  plan(key, faults) {
    const life = { faults, requests: [], cuts: 0 };
    life.heard = new Promise((resolve) => (life.hear = resolve));
    this.#lives.set(key, life);
    return life;
  }

  #keep(socket) {
    this.#sockets.add(socket);
    // Whoever cuts or closes: the other side's error says nothing new.
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
    return socket;
  }

  /** Each request of a connection gets one of its own to the server, by which its response's bytes can be counted. */
  #serve(client) {
    this.#keep(client);
    let upstream;
    let head = "";
    client.on("close", () => upstream && reset(upstream));
    client.on("data", (bytes) => {
      head += bytes.toString("latin1");
      if (!isWhole(head)) return;
      if (upstream) reset(upstream);
      upstream = this.#keep(net.connect({ port: this.#target, host: "127.0.0.1", noDelay: true }));
      upstream.write(head, "latin1");
      const fault = this.#faultOf(head);
      upstream.on("error", ({ code }) => {
        if (fault.life) fault.life.trouble = code;
        reset(client);
      });
      void this.#relay(upstream, client, fault);
      head = "";
    });
  }

  #faultOf(head) {
    const life = this.#lives.get(/^\S+ \S*[?&]life=([^&\s]+)/.exec(head)?.[1]);
    if (!life) return { steps: [] };
    const id = /^last-event-id: (.*)\r$/im.exec(head)?.[1] ?? "";
    const [method] = head.split(" ", 1);
    const n = life.requests.push({ method, lastEventId: id }) - 1;
    return { steps: (typeof life.faults === "function" ? life.faults(n, method) : life.faults[n]) ?? [], life };
  }

  async #relay(upstream, client, { steps, life }) {
    const incoming = new Incoming(upstream);
    for (const { pass, bytewise, piece = bytewise && (() => 1), pause, until, cut, hang, answer } of [...steps, { pass: Infinity }]) {
      if (pause !== undefined) await pauseFor(pause);
      if (until) await until(life);
      if (hang) return;
      if (client.destroyed) return;
      if (answer) {
        reset(upstream);
        client.end(answer);
        return;
      }
      if (cut) {
        life.cuts++;
        reset(upstream);
        if (cut === "reset") reset(client);
        else client.end();
        return;
      }
      for (let left = pass ?? bytewise ?? 0; left > 0; ) {
        const bytes = await incoming.take(piece ? Math.min(left, piece()) : left);
        if (!bytes) {
          // Not where the next request has taken this one's place.
          if (upstream.readableEnded) client.end();
          return;
        }
        await write(client, bytes);
        // Time to be read alone.
        if (piece) await pauseFor(1);
        if (client.destroyed) return;
        left -= bytes.length;
      }
    }
  }
}
