// Wraps the Rust client in the shape of the class and of events(), so that the suite's cases can run it. Adds what Rust does differently:
// listeners, option names, and exceptions in the user's functions.
import { eventHandler } from "../../../src/js/delivery/event-handler.ts";
import { queueFor } from "../../../src/js/delivery/queue.ts";
import { errorEvent, EventSourceError } from "../../../src/js/failure/failure.ts";
import { initSync, Source } from "../../../build/client/glue.js";
import wasm from "../../../build/client/glue_bg.wasm";

initSync({ module: wasm });

/** The client's option names in messages, and those of the class. `tests/vectors/sentences.json` has both. */
const TERMS = [
  ["`max_attempts` or `max_elapsed`", "`reconnect.maxAttempts` or `reconnect.maxElapsed`"], ["set `allow_incomplete`", 'set `incomplete` to "end"'],
  ["`headers_with` can fetch a fresh token for each attempt", "`headers` can be a function that fetches a fresh token"], ["`headers_with` option", "`headers` option"],
  ["`body_with`", "`body`"], ["`secret_headers`", "`secretHeaders`"], ["`max_event_size`", "`maxEventSize`"], ["`idle_timeout`", "`idleTimeout`"], ["`connect_timeout`", "`connectTimeout`"],
];
const inOurTerms = ({ type: _, ...failure }) => ({ ...failure, message: TERMS.reduce((text, [theirs, ours]) => text.replace(theirs, ours), failure.message) });

const OPTIONS = ["method", "headers", "body", "fetch", "lastEventId", "lastEventIdParam", "withCredentials", "reconnect", "idleTimeout", "connectTimeout", "maxEventSize", "secretHeaders", "cursor", "until", "incomplete", "onresponse", "signal", "whenHidden", "reconnectionTime"];

/** Reports an exception in a user's function, because a closure in Rust cannot throw. */
const reporting = (call) => (argument) => {
  try {
    return call(argument);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};

const fieldsOf = (headers) => (headers instanceof Headers ? [...headers] : Array.isArray(headers) ? headers : Object.entries(headers ?? {})).map((pair) => pair.map(String));
const isFunction = (value) => typeof value === "function";

/** @param failureOf returns the last error that the user received */
function source(url, init, hear, failureOf, begin = () => {}) {
  const { headers, body, fetch, onresponse, cursor, reconnect, ...own } = init;
  let thrown, response;
  const noting = (call) => async (...args) => {
    try {
      return await call(...args);
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  /** Adds the JavaScript values that the class's errors have: the client's errors hold only strings. */
  const withThrown = (failure) => {
    const error = thrown;
    thrown = undefined;
    return { ...inOurTerms(failure), error, headers: failure.status === undefined ? undefined : response?.headers };
  };
  const rest = { ...own };
  for (const name of OPTIONS) delete rest[name];
  const attempt = ({ failed, abort, ...fields }) => (begin(abort), { ...fields, signal: abort.signal, lastError: failed ? failureOf() : undefined });
  const made = (make, convert = (value) => value) => noting(async (argument) => convert(await make(attempt(argument))));
  const options = {
    ...own, rest,
    fetch: fetch && noting(fetch),
    secretHeaders: own.secretHeaders ?? [],
    method: isFunction(own.method) ? made(own.method) : own.method,
    headers: isFunction(headers) ? made(headers, fieldsOf) : headers && fieldsOf(headers),
    body: isFunction(body) ? made(body) : body,
    onresponse: reporting((one) => {
      response = one;
      onresponse?.(one);
    }),
    cursor: cursor && reporting(cursor),
    reconnect: isFunction(reconnect?.decide) ? { ...reconnect, decide: (failure) => reconnect.decide(inOurTerms(failure)) } : reconnect,
  };
  try {
    const stream = new Source(isFunction(url) ? made(url, String) : String(url), options, (notice) => hear(notice.type === "error" ? withThrown(notice) : undefined));
    return { stream, next: () => stream.next().catch((failure) => Promise.reject(withThrown(failure))) };
  } catch (error) {
    throw /is not a valid URL/.test(error) ? new DOMException(`EventSource: ${error}`, "SyntaxError") : new TypeError(`EventSource: ${error}`);
  }
}

export class EventSource extends EventTarget {
  #source;
  #next;
  #response;
  #lastError;
  /** Aborts the user's function that is currently running. */
  #abort;
  #queues = new Set();
  #wanted = () => {};
  #isClosed = false;
  #isOpen = false;
  #withCredentials;
  #handlers = Object.fromEntries(["open", "message", "error"].map((type) => [type, eventHandler(this, type)]));

  constructor(url, init = {}) {
    super();
    this.#withCredentials = !!init?.withCredentials;
    const { signal } = init ?? {};
    const onresponse = (response) => {
      this.#response = response;
      init?.onresponse?.(response);
    };
    const { stream, next } = source(url, { ...init, onresponse }, (failure) => this.#hear(failure), () => this.#lastError, (abort) => (this.#abort = abort));
    this.#source = stream;
    this.#next = next;
    if (signal?.aborted) this.close();
    signal?.addEventListener("abort", () => this.close());
    void this.#run();
  }

  get url() { return this.#source.url ?? ""; }
  get withCredentials() { return this.#withCredentials; }
  get readyState() { return this.#isClosed ? 2 : (this.#source.readyState ?? +this.#isOpen); }
  get lastEventId() { return this.#source.lastEventId; }
  get reconnectionTime() { return this.#source.reconnectionTime; }
  get onopen() { return this.#handlers.open.value; }
  set onopen(handler) { this.#handlers.open.value = handler; }
  get onmessage() { return this.#handlers.message.value; }
  set onmessage(handler) { this.#handlers.message.value = handler; }
  get onerror() { return this.#handlers.error.value; }
  set onerror(handler) { this.#handlers.error.value = handler; }

  reconnect() {
    this.#source.reconnect();
    this.#isOpen = false;
  }

  close() {
    this.#isClosed = true;
    this.#source.close();
    this.#abort?.abort();
    this.#wanted();
    for (const queue of this.#queues) queue.end_();
    this.#queues.clear();
  }

  [Symbol.asyncIterator]() {
    const queue = queueFor({ pull_: () => this.#wanted(), stop_: () => this.close() });
    if (this.readyState === 2) queue.end_();
    else this.#queues.add(queue);
    return queue;
  }

  #hear(failure) {
    if (this.#isClosed) return;
    this.#isOpen = !failure;
    this.dispatchEvent(failure ? (this.#lastError = errorEvent(failure)) : new Event("open"));
  }

  /** Dispatches the stream's items, only as fast as the slowest loop takes them. */
  async #run() {
    try {
      // Let the constructor's caller finish first.
      await null;
      for (let item; !this.#isClosed && (item = await this.#next()) && !this.#isClosed; ) {
        const event = new MessageEvent(item.type, { data: item.data, origin: new URL(this.#response.url || this.url).origin, lastEventId: item.lastEventId });
        this.dispatchEvent(event);
        for (const queue of this.#queues) queue.push_(event);
        while (!this.#isClosed && [...this.#queues].some((queue) => queue.full_)) await new Promise((resolve) => (this.#wanted = resolve));
      }
      if (!this.#isClosed) this.#end({ reason: "end", message: `The server ended the stream at ${this.url}. Not reconnecting: \`reconnect\` is off.`, willReconnect: false, attempt: 0 });
    } catch (failure) {
      this.#end(failure);
    } finally {
      // A closed source releases everything at its next poll.
      void this.#next();
    }
  }

  #end(failure) {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.dispatchEvent(errorEvent(failure));
    this.close();
  }
}
for (const target of [EventSource, EventSource.prototype]) Object.defineProperties(target, { CONNECTING: { value: 0 }, OPEN: { value: 1 }, CLOSED: { value: 2 } });

/** `events()`: the client's stream already is one request and one loop. */
export function events(url, { reconnect = false, until, ...init } = {}) {
  let lastError;
  /** The exception that `until` threw, which cannot pass through Rust. */
  let untilError;
  init.until = until && ((event) => {
    try {
      const isLast = until(event);
      if (typeof isLast?.then === "function") throw new TypeError("events: `until` must return a boolean, not a promise.");
      return isLast;
    } catch (error) {
      untilError = { error };
      return true;
    }
  });
  const { signal } = init;
  const { stream, next: nextOf } = source(url, { ...init, reconnect }, (failure) => failure && (lastError = new EventSourceError(failure)), () => lastError);
  signal?.addEventListener("abort", () => stream.close());
  let isDone = false;
  let last = Promise.resolve();
  const next = async () => {
    if (signal?.aborted && !isDone) {
      isDone = true;
      void nextOf();
      throw signal.reason;
    }
    const item = isDone ? undefined : await nextOf().catch((failure) => {
      isDone = true;
      throw new EventSourceError(failure);
    });
    if (!item && signal?.aborted && !isDone) return next();
    if (!item && untilError && !isDone) {
      isDone = true;
      throw untilError.error;
    }
    isDone ||= !item;
    return item ? { done: false, value: { type: item.type, data: item.data, id: item.lastEventId } } : { done: true, value: undefined };
  };
  return {
    // Concurrent calls wait for each other.
    next: () => (last = last.then(next, next)),
    async return() {
      isDone = true;
      stream.close();
      void nextOf();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export { EventSourceError };
