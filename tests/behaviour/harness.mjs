// Runs cases in any scope. Each case gets a `t`, with which it scripts the server and watches sources.
import * as assertions from "./assert.mjs";
import { wasmBytes } from "./wasm-memory.mjs";

/** How long a case waits for one thing, in ms. */
const EVENT_LIMIT = 10_000;
/** The same for a case that is known to fail, so that it does not hold up the others. */
const KNOWN_LIMIT = 2_000;
/** How long a case may take in total, in ms. */
const CASE_LIMIT = 20_000;

/** Settles like `promise`, or rejects after `limit` ms. @param what it waits for, for the message: a text, or a function that returns it */
export function within(promise, limit, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${typeof what === "function" ? what() : what}: nothing within ${limit} ms`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Returns whether a scope is that of a server runtime, which has no page, no location and no CORS. */
export const isServer = (scope) => /^(node|deno|bun|react-native|workerd)\b/.test(scope);

/** Collects uncaught errors. A case awaits those that it expects with `t.uncaught()`; any other fails it. */
class Uncaught {
  #errors = [];
  #waiting = [];

  constructor() {
    if (typeof process === "object" && process.versions?.node) {
      process.on("uncaughtException", (error) => this.#handleError(error));
      process.on("unhandledRejection", (error) => this.#handleError(error));
      return;
    }
    addEventListener("error", (event) => {
      event.preventDefault();
      this.#handleError(event.error ?? new Error(event.message));
    });
    addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      this.#handleError(event.reason);
    });
  }

  #handleError(error) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(error);
    else this.#errors.push(error);
  }

  next() {
    return this.#errors.length > 0 ? Promise.resolve(this.#errors.shift()) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Removes and returns the errors that nobody awaited. */
  take() {
    this.#waiting = [];
    return this.#errors.splice(0);
  }
}

/** A scripted stream of the server, identified by a random key. */
export class ServerStream {
  constructor(environment) {
    const { origin, other } = environment;
    this.key = Math.random().toString(36).slice(2);
    this.url = `${origin}/stream/${this.key}`;
    /** The same stream on the other origin. */
    this.otherUrl = `${other}/stream/${this.key}`;
    /** Redirects to `otherUrl`. */
    this.redirectUrl = `${origin}/redirect/${this.key}`;
    /** A URL that is not on this machine, with a `fetch` that requests this stream nevertheless. */
    this.farAway = { url: `https://far-away.invalid/${this.key}`, fetch: (_, init) => fetch(this.url, init) };
    this.control = (path, init) => control(environment, `${path}${path.includes("?") ? "&" : "?"}key=${this.key}`, init);
  }

  /** Waits until the server has seen this many requests, and this many of them are closed. Returns all requests. */
  async log({ requests = 0, closed = 0 } = {}) {
    const log = await this.control(`/log?requests=${requests}&closed=${closed}`);
    if (!log.complete) throw new Error(`the server did not see ${requests} requests with ${closed} closed, but: ${JSON.stringify(log.requests)}`);
    return log.requests;
  }

  signal(name) {
    return this.control(`/signal?name=${name}`);
  }
}

async function control({ other, scope }, path, init) {
  // With older compatibility dates, workerd does not know the option `cache`. It has no cache anyway.
  const uncached = scope === "workerd" ? {} : { cache: "no-store" };
  const response = await fetch(`${other}${path}`, { ...uncached, ...init });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The argument `t` of a case. */
class Case {
  #sources = [];
  #uncaught;
  #limit;

  constructor(environment, uncaught, limit) {
    Object.assign(this, assertions, { wasmBytes }, environment);
    this.environment = environment;
    this.isServer = isServer(environment.scope);
    this.#uncaught = uncaught;
    this.#limit = limit;
  }

  /** Scripts the server's answers to the first, second, … request. The last one answers all further requests, too. */
  async script(...connections) {
    const stream = new ServerStream(this.environment);
    await stream.control("/script", { method: "POST", body: JSON.stringify(connections) });
    return stream;
  }

  control(path) {
    return control(this.environment, path);
  }

  /** Creates an EventSource, which is closed when the case is over. */
  open(url, init) {
    const source = arguments.length > 1 ? new this.EventSource(url, init) : new this.EventSource(url);
    this.#sources.push(source);
    return source;
  }

  /** Does the same for an existing stream. */
  openStream(stream) {
    const source = this.EventSource.fromReadableStream(stream);
    this.#sources.push(source);
    return source;
  }

  /** Returns the events of a loop over `events()` or a source as `[type, data]`, up to the given number. */
  async collect(loop, limit = Infinity) {
    const events = [];
    for await (const { type, data } of loop) if (events.push([type, data]) >= limit) break;
    return events;
  }

  /** Returns the error with which a promise is rejected. */
  async rejected(promise) {
    const result = await within(promise, this.#limit, "a rejection").then((value) => ({ value }), (error) => ({ error }));
    if (!("error" in result)) throw new Error(`no rejection, but ${JSON.stringify(result.value)}`);
    return result.error;
  }

  /** Waits for the next event of a type. */
  event(source, type) {
    const next = new Promise((resolve) => source.addEventListener(type, resolve, { once: true }));
    return within(next, this.#limit, () => `event "${type}" of ${source.url} (readyState ${source.readyState})`);
  }

  /** Records all events of some types from now on, as `[type, data]`, or `[type, reason]` for errors. The returned array keeps growing. */
  record(source, ...types) {
    const events = [];
    for (const type of types) source.addEventListener(type, (event) => events.push([type, event.reason ?? event.data]));
    return events;
  }

  /** Waits for the next uncaught error. */
  uncaught() {
    return within(this.#uncaught.next(), this.#limit, "an uncaught error");
  }

  /** Checks an error event: its message must be a sentence that names `url`. Closes the source. */
  checkError(event, url, { reason, willReconnect }) {
    const { equal, match, ok } = this;
    equal(event.type, "error", "type");
    equal(event.reason, reason, "reason");
    equal(event.willReconnect, willReconnect, "willReconnect");
    equal(typeof event.delay, willReconnect ? "number" : "undefined", "type of delay");
    ok(event.message.includes(url), `the message does not name ${url}: ${event.message}`);
    match(event.message, /^\S.* .* .*\.$/s, "message as a sentence");
    ok(!/undefined|\[object|null/.test(event.message), `the message shows an internal value: ${event.message}`);
    const source = event.target;
    equal(source.readyState, willReconnect ? 0 : 2, "readyState after the error");
    source.close();
    equal(source.readyState, 2, "readyState after close()");
  }

  /** Makes a round trip to the server, so that everything already under way on this machine can finish. */
  async settle() {
    const stream = await this.script([{ status: 200 }, { write: "data: settled\n\n" }]);
    const source = this.open(stream.url);
    await this.event(source, "message");
    source.close();
    await stream.log({ closed: 1 });
  }

  finish() {
    for (const source of this.#sources) source.close();
  }
}

/** Returns the line of the case that failed, if the stack has it. */
function caseLine(error) {
  const found = /\/cases\/(\w+\.mjs)[^\s:]*:(\d+)/.exec(error?.stack ?? "");
  return found ? ` (${found[1]}:${found[2]})` : "";
}

/**
 * Runs the cases for this scope, one after the other.
 * @param cases `{ name, only?, run }`; `only` lists scopes, "browser" or "server"
 * @param environment the package's exports, and `{ scope, entry, origin, other, known }`; `known` matches the names of cases that fail here
 * @param report called with `{ name, error? }` after each one
 */
export async function runCases(cases, environment, report) {
  const uncaught = new Uncaught();
  const kind = isServer(environment.scope) ? "server" : "browser";
  for (const { name, only, run } of cases) {
    if (only && !only.includes(environment.scope) && !only.includes(kind)) continue;
    const t = new Case(environment, uncaught, environment.known.test(name) ? KNOWN_LIMIT : EVENT_LIMIT);
    let error;
    try {
      await within(run(t), CASE_LIMIT, "the case");
    } catch (thrown) {
      error = thrown;
    }
    t.finish();
    const unexpected = uncaught.take();
    if (!error && unexpected.length > 0) error = new Error(`uncaught: ${unexpected.map((one) => one?.stack ?? one).join("; ")}`);
    await report(error ? { name, error: `${error?.message || String(error)}${caseLine(error)}` } : { name });
  }
}
