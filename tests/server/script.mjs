// Plays a stream's scripts to its requests, and logs the requests.
//
// The steps of a script: { status, headers, cors } sends the head; { write: "text" } and { bytes: "base64" } send a chunk, and wait
// until it has left; { pour: "text", times } sends a text this many times, as fast as the client accepts it;
// { wait: "name" } waits for a signal; { pause: ms } waits; { end: true } ends the body; { destroy: true } cuts the
// connection, { destroy: "reset" } by a TCP reset. After the last step the connection stays open.
import { once } from "node:events";

export class Stream {
  /** CORS preflights. */
  preflights = 0;
  #scripts = [];
  #requests = [];
  #signals = new Set();
  /** Called at every change. Each returns whether its condition holds, and is then removed. */
  #waiting = new Set();

  setScripts(scripts) {
    this.#scripts = scripts;
  }

  signal(name) {
    this.#signals.add(name);
    this.#changed();
  }

  #changed() {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves with true as soon as `holds` returns true, or with false after `limit` ms. */
  #until(holds, limit) {
    return new Promise((resolve) => {
      let timer;
      const finish = (result) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(result);
      };
      const look = () => holds() && finish(true);
      if (limit !== undefined) timer = setTimeout(finish, limit, false);
      this.#waiting.add(look);
      look();
    });
  }

  async log({ requests, closed, limit }) {
    const enough = () => this.#requests.length >= requests && this.#requests.filter((entry) => entry.closed).length >= closed;
    const complete = await this.#until(enough, limit);
    return { complete, requests: this.#requests };
  }

  async #pour(response, { pour, times }, entry, gone) {
    for (let i = 0; i < times && !response.destroyed; i++) {
      await Promise.race([new Promise((resolve) => response.write(pour, resolve)), gone]);
      entry.written += pour.length;
    }
    entry.finished = !response.destroyed;
  }

  async play(request, response, body) {
    const id = request.headers["last-event-id"];
    const entry = {
      method: request.method,
      url: request.url,
      headers: request.headers,
      // Node decodes headers as Latin-1.
      lastEventId: id === undefined ? undefined : Buffer.from(id, "latin1").toString("utf8"),
      body,
      /** Whether the client left before the script ended. */
      closed: false,
      /** The number of bytes poured, and whether that was everything. */
      written: 0,
      finished: false,
    };
    let cut = false;
    const gone = once(response, "close").then(() => {
      entry.closed = !response.writableFinished && !cut;
      this.#changed();
    });
    const script = this.#scripts[Math.min(this.#requests.length, this.#scripts.length - 1)] ?? [{ status: 404 }, { end: true }];
    this.#requests.push(entry);
    this.#changed();
    for (const step of script) {
      if (response.destroyed) return;
      if (step.status !== undefined) {
        if (step.cors === false) for (const name of response.getHeaderNames()) response.removeHeader(name);
        response.writeHead(step.status, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", ...step.headers });
        response.flushHeaders();
      }
      const chunk = step.bytes === undefined ? step.write : Buffer.from(step.bytes, "base64");
      if (chunk !== undefined) await Promise.race([new Promise((resolve) => response.write(chunk, resolve)), gone]);
      if (step.pour !== undefined) await this.#pour(response, step, entry, gone);
      if (step.pause !== undefined) await Promise.race([new Promise((resolve) => setTimeout(resolve, step.pause)), gone]);
      if (step.wait !== undefined) await Promise.race([this.#until(() => this.#signals.has(step.wait)), gone]);
      if (step.end) response.end();
      if (step.destroy) {
        cut = true;
        if (step.destroy === "reset") request.socket.resetAndDestroy();
        else request.socket.destroy();
      }
    }
  }
}
