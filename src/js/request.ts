/** The request of an attempt, made from the constructor's arguments. */
import type { FailureReason } from "./failure.js";
import type { Attempt, EventSourceInit, FetchLike } from "./init.js";
import { currentPlatform } from "./wasm.js";

/** Why there is no response. */
export class RequestFailure {
  constructor(
    /** What of the request it was. */
    readonly reason: FailureReason,
    /** Another attempt would fail in the same way. */
    readonly futile: boolean,
    readonly error: unknown,
  ) {}
}

/** The constructor's arguments, checked. */
export class RequestTemplate {
  readonly url: URL;
  readonly reconnect: boolean;
  readonly withCredentials: boolean;
  readonly #init: EventSourceInit;
  /** A one-shot body was handed to `fetch`. */
  #bodySpent = false;
  /** A CORS refusal can be told from a lost network, and was not yet. */
  #mayProbe: boolean;

  /**
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed.
   * @throws {TypeError} if the method cannot have a body.
   */
  constructor(url: unknown, init: EventSourceInit) {
    this.url = parse(String(url));
    this.#init = init;
    const method = init.method === undefined ? "GET" : String(init.method).toUpperCase();
    const isSafe = method === "GET" || method === "HEAD";
    if (isSafe && init.body != null)
      throw new TypeError(`EventSource: a ${method} request has no body; set \`method: "POST"\` or leave out \`body\`.`);
    this.reconnect = init.reconnect ?? isSafe;
    this.withCredentials = Boolean(init.withCredentials);
    // Where the request would be the probe's own, but for its mode.
    const isSimple = method === "GET" && !init.fetch && !init.headers && !init.mode;
    this.#mayProbe = isSimple && globalThis.origin !== undefined && this.url.origin !== globalThis.origin;
  }

  /** Makes and sends the request of one attempt. @throws {RequestFailure} and nothing else */
  async send(attempt: Attempt): Promise<Response> {
    let request: RequestInit;
    try {
      request = await this.#prepare(attempt);
    } catch (error) {
      throw error instanceof RequestFailure ? error : new RequestFailure("network", true, error);
    }
    try {
      const { fetch = globalThis.fetch } = this.#init;
      return await fetch(this.url.href, request);
    } catch (error) {
      const isCors = await this.#refusedByCors(attempt.signal);
      throw new RequestFailure(isCors ? "cors" : "network", isCors, error);
    }
  }

  /**
   * A CORS refusal rejects like a lost network; but without CORS the same request gets an (opaque) answer.
   * Asked once per source, since the server sees one request more.
   */
  async #refusedByCors(signal: AbortSignal): Promise<boolean> {
    if (!this.#mayProbe) return false;
    this.#mayProbe = false;
    const probe = new AbortController();
    const abort = (): void => probe.abort();
    signal.addEventListener("abort", abort);
    try {
      await fetch(this.url.href, {
        ...currentPlatform().requestDefaults,
        mode: "no-cors",
        credentials: this.withCredentials ? "include" : "same-origin",
        headers: { accept: "text/event-stream" },
        signal: probe.signal,
      });
      return true;
    } catch {
      return false;
    } finally {
      signal.removeEventListener("abort", abort);
      probe.abort();
    }
  }

  async #prepare(attempt: Attempt): Promise<RequestInit> {
    const { withCredentials, headers, body, fetch, signal, lastEventId, reconnect, ...rest } = this.#init;
    const { protocol } = this.url;
    if (!fetch && protocol !== "http:" && protocol !== "https:")
      throw new RequestFailure("network", true, new TypeError(`the scheme "${protocol}" is neither http: nor https:`));
    const init: RequestInit = {
      ...currentPlatform().requestDefaults,
      ...rest,
      headers: await this.#headers(attempt),
      signal: attempt.signal,
    };
    if (this.withCredentials) init.credentials = "include";
    const content = await this.#body(attempt);
    if (content != null) init.body = content;
    // Streaming a body up is only allowed when nothing is expected before it has ended.
    if (isStream(content)) Object.assign(init, { duplex: "half" });
    return init;
  }

  async #headers(attempt: Attempt): Promise<Headers> {
    const { headers } = this.#init;
    const given = typeof headers === "function" ? await orFailure("headers", () => headers(attempt)) : headers;
    let made: Headers;
    try {
      made = new Headers(given ?? undefined);
    } catch (error) {
      throw new RequestFailure("headers", true, error);
    }
    if (!made.has("accept")) made.set("accept", "text/event-stream");
    if (attempt.lastEventId) made.set("last-event-id", currentPlatform().lastEventIdValue(attempt.lastEventId));
    return made;
  }

  async #body(attempt: Attempt): Promise<BodyInit | null | undefined> {
    const { body } = this.#init;
    if (typeof body === "function") return orFailure("body", () => body(attempt));
    if (isStream(body)) {
      if (this.#bodySpent)
        throw new RequestFailure("body", true, new TypeError("a ReadableStream can be sent only once; make `body` a function that gives a new one"));
      this.#bodySpent = true;
    }
    return body;
  }
}

async function orFailure<T>(reason: RequestFailure["reason"], make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    throw new RequestFailure(reason, false, error);
  }
}

function isStream(body: unknown): body is ReadableStream {
  return typeof ReadableStream === "function" && body instanceof ReadableStream;
}

/** The URL, relative to the document or the worker's script where there is one. */
function parse(url: string): URL {
  const { document, location } = globalThis as { document?: { baseURI?: string }; location?: { href?: string } };
  const base = document?.baseURI ?? location?.href;
  try {
    const parsed = new URL(url, base);
    // Chromium's parser takes a space in a host, as %20; the standard's host parser leaves no % in one.
    if (parsed.hostname.includes("%")) throw new TypeError("Invalid host");
    return parsed;
  } catch {
    throw new DOMException(
      `EventSource: ${JSON.stringify(url)} is not a valid URL${base ? ` (base: ${base})` : "; a relative URL needs a document or a worker's location, so give an absolute one here"}.`,
      "SyntaxError",
    );
  }
}
