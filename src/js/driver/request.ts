/** The request of an attempt, made from the constructor's arguments. */
import { spreadable, type EventSourceFetchInit } from "./fetch-like.js";
import type { Attempt, EventSourceInit } from "../options/init.js";
import { checked, ofFetch, OPTIONS } from "../options/options.js";
import { policyNumbers, type PolicyNumbers } from "../options/policy.js";
import { answersWithoutCors } from "./cors-probe.js";
import { followRedirects, type Send } from "./redirects.js";
import { isStream, RequestFailure } from "./request-failure.js";
import { parseUrl, withParam } from "./url.js";
import { platform } from "../runtime/platform.js";

/** Offsets in wasm have 31 bits. */
const MOST_EVENT_SIZE = 1 << 30;

/** The constructor's arguments, checked. */
export class RequestTemplate {
  /** `undefined` until a function has given it. */
  url: URL | undefined;
  readonly init: EventSourceInit;
  readonly reconnect: boolean;
  readonly policy: PolicyNumbers;
  readonly withCredentials: boolean;
  readonly idleTimeout: number;
  readonly connectTimeout: number;
  readonly maxEventSize: number;
  readonly #given: unknown;
  readonly #statuses: readonly number[];
  readonly #secretHeaders: readonly string[];
  /** A one-shot body was handed to `fetch`. */
  #bodySpent = false;
  /** A CORS refusal can be told from a lost network, and was not yet. */
  #mayProbe: boolean;

  /**
   * @param isOneRequest whether it is not to be repeated unless asked for
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed
   * @throws {TypeError} if the method cannot have a body, or an option is not what it should be
   */
  constructor(url: unknown, init: EventSourceInit, isOneRequest = false) {
    this.#given = url;
    if (typeof url !== "function") this.url = parseUrl(String(url));
    this.init = init;
    const method = init.method === undefined ? "GET" : String(init.method).toUpperCase();
    const isSafe = method === "GET" || method === "HEAD";
    if (isSafe && init.body != null)
      throw new TypeError(`EventSource: a ${method} request has no body; set \`method: "POST"\` or leave out \`body\`.`);
    const { idleTimeout, connectTimeout, maxEventSize, maxBufferSize, secretHeaders } = checked<Required<EventSourceInit>>(OPTIONS, init);
    const { reconnect = isSafe && !isOneRequest } = init;
    this.reconnect = Boolean(reconnect);
    ({ policy: this.policy, statuses: this.#statuses } = policyNumbers(reconnect));
    this.withCredentials = Boolean(init.withCredentials);
    this.idleTimeout = idleTimeout;
    this.connectTimeout = connectTimeout;
    this.#secretHeaders = secretHeaders;
    this.maxEventSize = Math.min(init.maxEventSize ?? maxBufferSize ?? maxEventSize, MOST_EVENT_SIZE);
    // Where the request would be the probe's own, but for its mode.
    this.#mayProbe = method === "GET" && !init.fetch && !init.headers && !init.mode && platform.hasCors_;
  }

  /** What the URL is for people and for `url`: `""` until a function has given it. */
  get href(): string {
    return this.url?.href ?? "";
  }

  /** Whether a status is to be tried again. */
  isRetried_(status: number): boolean {
    return this.#statuses.includes(status);
  }

  /** Makes and sends the request of one attempt. @throws {RequestFailure} and nothing else */
  async send(attempt: Attempt): Promise<Response> {
    let request: RequestInit & { headers: Headers };
    let url: string;
    try {
      if (typeof this.#given === "function") await this.#askForUrl(attempt, this.#given as () => unknown);
      url = this.#addressFor(attempt);
      request = await this.#prepare(attempt);
    } catch (error) {
      throw error instanceof RequestFailure ? error : new RequestFailure("network", true, error);
    }
    try {
      return await this.#fetch(url, request);
    } catch (error) {
      if (error instanceof RequestFailure) throw error;
      if (!(await this.#isRefusedByCors(attempt.signal))) throw new RequestFailure("network", false, error);
    }
    // What was lost for a moment answers by now, too. Only what is refused again is refused by CORS.
    try {
      return await this.#fetch(url, request);
    } catch (error) {
      throw error instanceof RequestFailure ? error : new RequestFailure("cors", true, error);
    }
  }

  async #fetch(url: string, request: RequestInit & { headers: Headers }): Promise<Response> {
    // Not as a method of `init`: a browser's `fetch` wants no `this`.
    const fetch = this.init.fetch ?? globalThis.fetch;
    const secretHeaders = this.#secretHeaders;
    const send: Send = (to, init) => fetch(to, { ...init, headers: spreadable(init.headers) } as EventSourceFetchInit) as Response | Promise<Response>;
    const isSecret = (name: string): boolean => request.headers.has(name);
    const response = await ((request.redirect ?? "follow") === "follow" && [...secretHeaders, ...platform.leakingHeaders_].some(isSecret)
      ? followRedirects(send, url, request, secretHeaders)
      : send(url, request));
    if (response?.type === "opaqueredirect") throw new RequestFailure("redirect", true, new TypeError('`redirect` is "manual"'));
    return response;
  }

  async #askForUrl(attempt: Attempt, give: (attempt: Attempt) => unknown): Promise<void> {
    const url = await orFailure("network", () => give(attempt));
    this.url = parseUrl(String(url));
  }

  #addressFor({ lastEventId }: Attempt): string {
    const { lastEventIdParam } = this.init;
    return lastEventIdParam !== undefined && lastEventId ? withParam(this.url!, String(lastEventIdParam), lastEventId) : this.href;
  }

  /** Asked once per source, since the server sees two requests more. */
  async #isRefusedByCors(signal: AbortSignal): Promise<boolean> {
    if (!this.#mayProbe || signal.aborted || this.url!.origin === globalThis.origin) return false;
    this.#mayProbe = false;
    return answersWithoutCors(this.href, this.withCredentials, signal);
  }

  async #prepare(attempt: Attempt): Promise<RequestInit & { headers: Headers }> {
    const { body, ...rest } = ofFetch(this.init);
    const { protocol } = this.url!;
    if (!this.init.fetch && protocol !== "http:" && protocol !== "https:")
      throw new RequestFailure("network", true, new TypeError(`the scheme "${protocol}" is neither http: nor https:`));
    const init: RequestInit & { headers: Headers } = {
      ...platform.requestDefaults_,
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
    const { headers, lastEventIdParam } = this.init;
    const given = typeof headers === "function" ? await orFailure("headers", () => headers(attempt)) : headers;
    let made: Headers;
    try {
      made = new Headers(given ?? undefined);
    } catch (error) {
      throw new RequestFailure("headers", true, error);
    }
    if (!made.has("accept")) made.set("accept", "text/event-stream");
    if (attempt.lastEventId && lastEventIdParam === undefined) made.set("last-event-id", platform.lastEventIdValue_(attempt.lastEventId));
    return made;
  }

  async #body(attempt: Attempt): Promise<BodyInit | null | undefined> {
    const { body } = this.init;
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
