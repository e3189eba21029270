// A TCP proxy that causes faults. A request's `life=KEY` names the life (one source's whole run) that it belongs to. The n-th fault of a
// life applies to its n-th request. Further requests, and those that belong to no life, pass unharmed.
//
// A fault is a list of steps for the response's bytes, including the head: { pass: n } passes n bytes on, { bytewise: n } one by one,
// { pass: n, piece } in pieces of the size that `piece()` returns; { pause: ms } and { until: (life) => promise } wait;
// { cut: "fin" | "reset" } ends the connection; { hang: true } passes nothing more; { answer: text } replaces the server's response, and
// ends the connection.
import { once } from "node:events";
import net from "node:net";

/** The backlog: many connect at once, and the system drops those that do not fit. They would retry only seconds or minutes later. */
export const BACKLOG = 4096;

const END_OF_HEAD = "\r\n\r\n";

/** Buffers what a socket has received. */
class Incoming {
  #socket;
  #changed = () => {};

  constructor(socket) {
    this.#socket = socket;
    for (const name of ["readable", "end", "close"]) socket.on(name, () => this.#changed());
  }

  /** Resolves with at most this many bytes as soon as there are some, or with `undefined` at the end. */
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

/** Resets a socket. Node 20 never closes one that is reset while it shuts down, and would not exit, so that is destroyed. */
const reset = (socket) => (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy());
const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Returns whether a request is complete, with its body. */
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

  /** Listens on the given port, so that it can be reopened there, or on any free one. */
  async open(port = 0) {
    this.#server = net.createServer({ noDelay: true }, (client) => this.#serve(client));
    this.#server.listen({ port, host: "127.0.0.1", backlog: BACKLOG });
    await once(this.#server, "listening");
    this.port = this.#server.address().port;
  }

  /** Refuses new connections; existing ones continue. */
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

  /** The number of open sockets, on both sides. */
  get size() {
    return this.#sockets.size;
  }

  /**
   * Plans the faults of a life.
   * @param faults a list in which the n-th is for the n-th request, or, for lives of many requests, a function of `n` and the method
   * @returns the life's record: `requests` with the last event ID of each; `cuts`, how many were made; `trouble` that the proxy itself had;
   *   and `firstEventReceived`, a promise for steps, which `reportFirstEvent()` resolves
   */
  plan(key, faults) {
    const life = { faults, requests: [], cuts: 0 };
    life.firstEventReceived = new Promise((resolve) => (life.reportFirstEvent = resolve));
    this.#lives.set(key, life);
    return life;
  }

  #keep(socket) {
    this.#sockets.add(socket);
    // Ignore errors: they only say that one of the sides was cut or closed.
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
    return socket;
  }

  /** Opens a new connection to the server for each request, so that the response's bytes can be counted. */
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
          // Unless the next request has already taken this one's place.
          if (upstream.readableEnded) client.end();
          return;
        }
        await write(client, bytes);
        // Give the client time to read each byte by itself.
        if (piece) await pauseFor(1);
        if (client.destroyed) return;
        left -= bytes.length;
      }
    }
  }
}
