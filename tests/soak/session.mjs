// A session: a source is opened, read and closed; read by listeners, by a loop over the class, or by `events()`.
import { argumentsOf } from "./ways.mjs";

const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Session {
  #way;
  #ledger;
  #crowd;
  #stopped = () => {};
  #ended = new Promise((resolve) => (this.#stopped = resolve));
  #controller;
  #close = () => {};
  #count = 0;
  #timers = [];
  #wasLetIn = false;
  #wasRefused = false;
  #last;
  #since = Date.now();
  isOver = false;
  /** The number of checks since the last sign of life. */
  silent = 0;

  /** @param crowd receives counts and complaints */
  constructor(way, target, ledger, crowd) {
    this.#way = way;
    this.#ledger = ledger;
    this.#crowd = crowd;
    this.#controller = way.signal === "own" ? new AbortController() : undefined;
    const signal = way.signal === "shared" ? crowd.signal : this.#controller?.signal;
    const onresponse = () => (this.#wasLetIn = true);
    this.args = argumentsOf(way, target, ledger.n, signal, { onresponse, onFailure: (failure) => this.#failed(failure) });
  }

  async run() {
    const { life, api } = this.#way;
    if (life !== Infinity) this.#timers.push(setTimeout(() => this.end(), life));
    this.#crowd.count("sessions");
    try {
      if (api === "events") await this.#readEvents();
      else await this.#readSource(api === "loop");
    } catch (error) {
      const isOurs = this.isOver && error === this.#controller?.signal.reason;
      // A loop throws the error that a listener would receive.
      if (error.willReconnect === false) this.#failed(error);
      else if (!isOurs) this.#complain(`threw ${error?.stack ?? error}`);
    }
    this.isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Describes the session's state, for complaints about one that is stuck. */
  get state() {
    return `${this.#last ?? "nothing yet"} ${Math.round((Date.now() - this.#since) / 1000)} s ago, ${JSON.stringify(this.#way)}`;
  }

  #sign(what) {
    this.silent = 0;
    this.#last = what;
    this.#since = Date.now();
  }

  /** Complains if there was no sign of life for this many checks. A loop over `events()` gives one only through `decide`. */
  look(looks) {
    const mayPause = globalThis.document?.hidden && this.#way.hidden !== "keep";
    if (mayPause || this.isOver || (this.#way.api === "events" && !this.#way.decides)) this.silent = 0;
    else if (++this.silent > looks) {
      this.#complain(`no event, no opening, no failure for ${looks} s`);
      this.silent = 0;
    }
  }

  /** Ends the session, whatever it is doing. */
  end() {
    if (this.isOver) return;
    this.isOver = true;
    if (this.#controller && this.#way.ending === "abort") this.#controller.abort();
    else this.#close();
    this.#stopped();
  }

  #complain(what) {
    this.#crowd.complain(`${what} [${JSON.stringify(this.#way)}]`);
  }

  /** @returns whether the session must end here */
  #take(event) {
    this.#sign(`event ${this.#ledger.n + 1}`);
    this.#crowd.count("events");
    // Without IDs, the source keeps the ID that it started with.
    const complaint = this.#ledger.take(this.#way.position === "cursor" ? { type: event.type, data: event.data } : event);
    if (complaint) this.#complain(complaint);
    return ++this.#count >= this.#way.most;
  }

  #failed({ reason, status, willReconnect, message }) {
    this.#sign(message);
    this.#crowd.count(`error ${reason}${status === undefined || status === 200 ? "" : ` ${status}`}`);
    if (this.isOver) this.#complain(`failed after its end: ${message}`);
    if (willReconnect) return;
    // Two resets in a row, around a probe, look like CORS to a source that has never been let in.
    this.#wasRefused = true;
    if (reason === "cors" && !this.#wasLetIn) this.#crowd.count("taken for CORS");
    else this.#complain(`gave up: ${message}`);
    this.#stopped();
  }

  async #readSource(isLoop) {
    const { EventSource, types } = this.#crowd;
    const source = this.#crowd.watch(new EventSource(...this.args));
    this.#close = () => source.close();
    source.addEventListener("open", () => {
      this.#sign("open");
      this.#crowd.count("connections");
    });
    source.addEventListener("error", (event) => this.#failed(event));
    if (this.#way.reconnectsEach) {
      const timer = setInterval(() => {
        source.reconnect();
        this.#crowd.count("reconnect()");
      }, this.#way.reconnectsEach);
      this.#timers.push(timer);
    }
    if (isLoop) await this.#loop(source, ({ type, data, lastEventId }) => ({ type, data, id: lastEventId }));
    else {
      for (const type of types)
        source.addEventListener(type, ({ data, lastEventId }) => {
          if (this.isOver) this.#complain(`an event after close(): ${data.slice(0, 40)}`);
          else if (this.#take({ type, data, id: lastEventId })) this.end();
        });
      await this.#ended;
    }
    // A source is closed once its loop is left, or its signal aborted.
    if (source.readyState !== 2) this.#complain(`readyState ${source.readyState} after its end`);
  }

  async #readEvents() {
    const [url, init] = this.args;
    const limit = this.#way.most;
    const untilOf = limit === Infinity || this.#way.slow ? {} : { until: () => this.#count + 1 >= limit };
    const loop = this.#crowd.watch(this.#crowd.events(url, { ...init, ...untilOf }));
    this.#close = () => void loop.return();
    await this.#loop(loop, (event) => event);
  }

  /** Ends the session by `break`, by `until`, or by `end()`. */
  async #loop(iterable, view) {
    for await (const event of iterable) {
      // Events queued before the end may still be delivered, in order.
      if (this.#take(view(event)) || this.isOver) break;
      if (this.#way.slow) await pauseFor(this.#way.slow);
    }
    if (this.#count < this.#way.most && !this.isOver && !this.#wasRefused) this.#complain("the loop ended by itself");
  }
}
