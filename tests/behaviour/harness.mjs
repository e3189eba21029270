// Runs cases in any scope: gives each one a `t` with which it scripts the server and watches sources.
import * as assertions from "./assert.mjs";
import { wasmBytes } from "./wasm-memory.mjs";

/** What a case waits for at most, and the case as a whole, in ms. */
const EVENT_LIMIT = 10_000;
/** The same for one that is known to fail: it need not hold up the others. */
const KNOWN_LIMIT = 2_000;
const CASE_LIMIT = 20_000;

export function within(promise, limit, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${typeof what === "function" ? what() : what}: nothing within ${limit} ms`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Those without a page, a location and CORS. */
export const isServer = (scope) => /^(node|deno|bun|react-native|workerd)\b/.test(scope);

/** Errors that nobody caught: cases expect theirs with `t.uncaught()`, any other one fails the case. */
class Uncaught {
  #errors = [];
  #waiting = [];

  constructor() {
    if (typeof process === "object" && process.versions?.node) {
      process.on("uncaughtException", (error) => this.#came(error));
      process.on("unhandledRejection", (error) => this.#came(error));
      return;
    }
    addEventListener("error", (event) => {
      event.preventDefault();
      this.#came(event.error ?? new Error(event.message));
    });
    addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      this.#came(event.reason);
    });
  }

  #came(error) {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(error);
    else this.#errors.push(error);
  }

  next() {
    return this.#errors.length > 0 ? Promise.resolve(this.#errors.shift()) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The ones that came unexpected. */
  take() {
    this.#waiting = [];
    return this.#errors.splice(0);
  }
}

/** A stream of the server, with a key of its own. */
export class ServerStream {
  constructor(environment) {
    const { origin, other } = environment;
    this.key = Math.random().toString(36).slice(2);
    this.url = `${origin}/stream/${this.key}`;
    /** The same stream on the other origin. */
    this.otherUrl = `${other}/stream/${this.key}`;
    /** Redirects to the other origin's. */
    this.redirectUrl = `${origin}/redirect/${this.key}`;
    /** What a source is told to open where it must not look like this machine; `fetch` goes to the stream all the same. */
    this.farAway = { url: `https://far-away.invalid/${this.key}`, fetch: (_, init) => fetch(this.url, init) };
    this.control = (path, init) => control(environment, `${path}${path.includes("?") ? "&" : "?"}key=${this.key}`, init);
  }

  /** The requests, once there are as many as asked for. */
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
  // workerd has no `cache` by older compatibility dates, and no cache either.
  const uncached = scope === "workerd" ? {} : { cache: "no-store" };
  const response = await fetch(`${other}${path}`, { ...uncached, ...init });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** What a case is given. */
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

  /** Posts what the first, second, … request is answered with; the last list goes on for all others. */
  async script(...connections) {
    const stream = new ServerStream(this.environment);
    await stream.control("/script", { method: "POST", body: JSON.stringify(connections) });
    return stream;
  }

  control(path) {
    return control(this.environment, path);
  }

  /** An EventSource that is closed when the case is over. */
  open(url, init) {
    const source = arguments.length > 1 ? new this.EventSource(url, init) : new this.EventSource(url);
    this.#sources.push(source);
    return source;
  }

  /** The same over a stream. */
  openStream(stream) {
    const source = this.EventSource.fromReadableStream(stream);
    this.#sources.push(source);
    return source;
  }

  /** What a loop over `events()` or a source gives until it ends, as `[type, data]`; at most so many. */
  async collect(loop, most = Infinity) {
    const events = [];
    for await (const { type, data } of loop) if (events.push([type, data]) >= most) break;
    return events;
  }

  /** What a promise, or a loop's next step, is rejected with. */
  async rejected(promise) {
    const result = await within(promise, this.#limit, "a rejection").then((value) => ({ value }), (error) => ({ error }));
    if (!("error" in result)) throw new Error(`no rejection, but ${JSON.stringify(result.value)}`);
    return result.error;
  }

  /** The next event of a type. */
  event(source, type) {
    const next = new Promise((resolve) => source.addEventListener(type, resolve, { once: true }));
    return within(next, this.#limit, () => `event "${type}" of ${source.url} (readyState ${source.readyState})`);
  }

  /** All events of some types so far, and to come: `[type, data]` each, or `[type, reason]` for errors. */
  record(source, ...types) {
    const events = [];
    for (const type of types) source.addEventListener(type, (event) => events.push([type, event.reason ?? event.data]));
    return events;
  }

  /** The next error that no one caught. */
  uncaught() {
    return within(this.#uncaught.next(), this.#limit, "an uncaught error");
  }

  /** Checks an error event, and that its message is a sentence about `url`. */
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

  /** A round trip to the server: whatever was under way on this machine has had its turn. */
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

/** Which line of a case it was, where the stack tells. */
function place(error) {
  const found = /\/cases\/(\w+\.mjs)[^\s:]*:(\d+)/.exec(error?.stack ?? "");
  return found ? ` (${found[1]}:${found[2]})` : "";
}

/**
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
    await report(error ? { name, error: `${error?.message || String(error)}${place(error)}` } : { name });
  }
}
