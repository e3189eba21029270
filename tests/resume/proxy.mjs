// An HTTP proxy that cuts. The n-th response meets the n-th of the cuts, further ones pass unharmed. A cut is
// { events: n } or { bytes: n }, what passes of the body before it, and `how`: "fin" | "reset" break the connection, "end" ends the
// response as if it were whole, "hang" lets nothing through any more. { head: "hang" } does not even let the head through.
// With `unnoticed`, the server learns only after its next response that the client is gone. Requests whose response is not cut say so to the
// server, in a header.
import { once } from "node:events";
import http from "node:http";

const BLANK_LINE = "\n\n";

export class Proxy {
  #target;
  #cuts;
  #server;
  /** `{ method, url, lastEventId, status, events, bytes, closed }` of each request: what passed, and a promise of its end. */
  requests = [];
  #unnoticed;
  #changed = () => {};

  static async open(target, cuts) {
    const proxy = new Proxy();
    proxy.#target = target;
    proxy.#cuts = cuts;
    proxy.#server = http.createServer((request, response) => void proxy.#serve(request, response).catch(() => response.destroy()));
    await once(proxy.#server.listen(0, "127.0.0.1"), "listening");
    proxy.origin = `http://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Resolves once `holds` of the requests. */
  async until(holds) {
    while (!holds(this.requests)) await new Promise((resolve) => (this.#changed = resolve));
  }

  async #serve(request, response) {
    const { method, url, headers } = request;
    const entry = { method, url, lastEventId: headers["last-event-id"] ?? "", events: 0, bytes: 0, closed: once(response, "close") };
    const isSafe = this.requests.length >= this.#cuts.length;
    const cut = this.#cuts[this.requests.length] ?? {};
    this.requests.push(entry);
    this.#changed();
    if (cut.head === "hang") return;
    const upstream = http.request(new URL(url, this.#target), { method, headers: { ...headers, ...(isSafe && { "x-uncut": "1" }) }, agent: false });
    response.on("close", () => (cut.unnoticed ? (this.#unnoticed = upstream) : upstream.destroy()));
    request.pipe(upstream);
    const [answer] = await once(upstream, "response");
    if (!cut.unnoticed) this.#unnoticed?.destroy();
    answer.on("error", () => {});
    const { connection, "keep-alive": _, "transfer-encoding": __, ...rest } = answer.headers;
    response.writeHead((entry.status = answer.statusCode), rest);
    response.flushHeaders();
    if (await this.#relay(answer, response, cut, entry)) await harm(response, cut.how);
    else response.end();
  }

  /** @returns whether it came to the cut */
  async #relay(answer, response, cut, entry) {
    if (cut.events === 0 || cut.bytes === 0) return true;
    let last = "";
    // Left open by a cut: `unnoticed` ends it.
    for await (const chunk of answer.iterator({ destroyOnReturn: false })) {
      let passing = chunk.length;
      let isCut = false;
      for (let at = 0; at < chunk.length && !isCut; at++) {
        const byte = String.fromCharCode(chunk[at]);
        if (last + byte === BLANK_LINE) entry.events++;
        last = byte;
        isCut = ++entry.bytes === cut.bytes || entry.events === cut.events;
        if (isCut) passing = at + 1;
      }
      await new Promise((resolve) => response.write(chunk.subarray(0, passing), resolve));
      this.#changed();
      if (isCut) return true;
    }
    return false;
  }
}

async function harm(response, how) {
  if (how === "hang") return;
  if (how === "end") return response.end();
  // What was sent before has its time to arrive: a reset discards what was not read yet.
  await new Promise((resolve) => setTimeout(resolve, 2));
  if (how === "reset") response.socket?.resetAndDestroy();
  else response.socket?.destroy();
}
