// Many sources in one process or page, opened and closed again and again until they must stop.
import { Ledger } from "./ledger.mjs";
import { Session } from "./session.mjs";
import { TYPES } from "./stream.mjs";
import { drawWay } from "./ways.mjs";

/** How many seconds may pass without a sign of life: more than the class's timeouts, `Retry-After` and the policy's longest delay. */
const SILENCE = 20;
const MOST_COMPLAINTS = 20;
const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Crowd {
  #exports;
  #ledgers = new Map();
  #sessions = new Map();
  #running = [];
  #opened = new Map();
  isOpen = false;
  #isWatched = false;
  #controller = new AbortController();
  #complaints = [];
  #counts = {};
  #alive = 0;
  #registry = new FinalizationRegistry(() => this.#alive--);
  #timer;

  constructor(exports) {
    this.#exports = exports;
  }

  /** Shared by many sources, and outlives all of them. */
  get signal() {
    return this.#controller.signal;
  }

  count(what) {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
  }

  complain(what) {
    this.count("violations");
    if (this.#complaints.length < MOST_COMPLAINTS) this.#complaints.push(what);
  }

  /** Notices when a source is garbage-collected. */
  #watch(source) {
    this.#alive++;
    this.#registry.register(source);
    return source;
  }

  /** @param targets `{ key, base }` for each source */
  start(seed, targets, ease) {
    this.isOpen = this.#isWatched = true;
    this.#running = targets.map((target) => this.#live(seed, target, ease));
    this.#timer = setInterval(() => {
      if (this.#isWatched) for (const session of this.#sessions.values()) session.look(SILENCE);
    }, 1000);
  }

  async #live(seed, target, ease) {
    const { key } = target;
    if (!this.#ledgers.has(key)) this.#ledgers.set(key, new Ledger(key));
    while (this.isOpen) {
      const n = this.#opened.get(key) ?? 0;
      this.#opened.set(key, n + 1);
      const way = drawWay(seed, key, n, ease);
      await pauseFor(way.gap);
      if (!this.isOpen) break;
      const session = new Session(way, target, this.#ledgers.get(key), this.#hostOf(`${key}, opening ${n + 1}`));
      this.#sessions.set(key, session);
      await session.run();
      this.#sessions.delete(key);
    }
  }

  /** The part of the crowd that a session uses. */
  #hostOf(name) {
    const { EventSource, events } = this.#exports;
    return {
      EventSource, events, types: TYPES, signal: this.signal,
      count: (what) => this.count(what),
      watch: (source) => this.#watch(source),
      complain: (what) => this.complain(`${name}: ${what}`),
    };
  }

  /** The server pauses from now on, so no signs of life are due. */
  halted() {
    this.#isWatched = false;
  }

  /** Waits until all sources have what the server sent. @returns those that are behind after `limit` ms without an event */
  async settle(positions, limit) {
    const late = () => Object.entries(positions).filter(([key, n]) => this.#ledgers.get(key).n < n);
    let events = -1;
    for (let until = 0; late().length > 0; await pauseFor(100)) {
      // A slow loop may have a lot to catch up with.
      if (events !== this.#counts.events) until = Date.now() + limit;
      else if (Date.now() > until) break;
      events = this.#counts.events;
    }
    return late().map(([key, n]) => `${key} has ${this.#ledgers.get(key).n} of ${n} events (${this.#sessions.get(key)?.state ?? "not open"})`);
  }

  /** Closes everything. */
  async stop() {
    this.isOpen = false;
    clearInterval(this.#timer);
    for (const session of this.#sessions.values()) session.end();
    await Promise.all(this.#running);
    this.#running = [];
  }

  report() {
    const ledgers = Object.fromEntries([...this.#ledgers].map(([key, { n, sum }]) => [key, { n, sum }]));
    return { ledgers, counts: this.#counts, complaints: this.#complaints, alive: this.#alive };
  }
}
