// The streams of a server, and what it saw of their clients; for Node and for pages.
//
// Each server answers the same, by the means of its own library:
//   GET  /events     all of events.json
//   GET  /burst      5000 events, their data the numbers from 1 on
//   GET  /held       `before`, or `back after ID` for a client with a Last-Event-ID; heartbeats; `after` once released; heartbeats
//   GET  /resume     three events behind the Last-Event-ID, up to 9, then the end; 204 behind that
//   GET  /private    `who`, an event with two of the request's headers; 401 without `Authorization: Bearer fresh`
//   POST /chat       { "prompt": … } word by word, all but the first once released; then `[DONE]` and the end
//   POST /release    lets a held stream go on
//   GET  /seen       { lastEventIds: one for each request, null where there was none; gone: clients that left a held stream }
// `key` in the query tells one case's stream from another's.

const LIMIT = 10_000;

export class Stream {
  #origin;
  key = Math.random().toString(36).slice(2);

  constructor(origin, name) {
    this.#origin = origin;
    this.url = this.at(name);
  }

  at(name) {
    return `${this.#origin}/${name}?key=${this.key}`;
  }

  async release() {
    const { status } = await fetch(this.at("release"), { method: "POST" });
    if (status !== 204) throw new Error(`/release: ${status}`);
  }

  async seen() {
    const response = await fetch(this.at("seen"), { cache: "no-store" });
    if (!response.ok) throw new Error(`/seen: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** What the server saw, once it is enough. */
  async until(enough) {
    const end = Date.now() + LIMIT;
    for (;;) {
      const seen = await this.seen();
      if (enough(seen)) return seen;
      if (Date.now() > end) throw new Error(`not seen by the server within ${LIMIT} ms, but ${JSON.stringify(seen)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export class Streams {
  /** A line of a heartbeat. */
  heartbeat = /^:/;
  /** In the body of a 401. */
  refusal = /"the token is not fresh"/;
  /** The ids are not those of events.json, but the server's. */
  makesIds = false;

  constructor(origin) {
    this.origin = origin;
  }

  async stream(name) {
    return new Stream(this.origin, name);
  }
}
