/** Makes and sends each attempt's request from the constructor's arguments. */
import { spreadable, type EventSourceFetchInit } from "./fetch-like.js";
import type { Attempt, EventSourceInit } from "../options/init.js";
import { check, checked, fetchOptions, OPTIONS, type CheckedOptions } from "../options/options.js";
import { policyNumbers, type PolicyNumbers } from "../options/policy.js";
import { answersWithoutCors } from "./cors-probe.js";
import { followRedirects, isSafe, type PreparedRequest, type Send } from "./redirects.js";
import { isStream, optionValue, orFailure, RequestFailure } from "./request-failure.js";
import { authorizationOf, parseUrl, withParam } from "./url.js";
import { platform } from "../runtime/platform.js";

/** The constructor's arguments, checked. */
export class RequestTemplate {
  /** The given URL, resolved; `""` until a function has returned it. */
  givenHref_ = "";
  /** The same URL without user and password; `undefined` until then. */
  url_: URL | undefined;
  readonly init: EventSourceInit;
  readonly options_: CheckedOptions;
  readonly policy_: PolicyNumbers;
  /** HTTP statuses after which to try again. */
  readonly statuses_: readonly number[];
  readonly #givenUrl: unknown;
  /** The `Authorization` header for the URL's user and password, if there are any. */
  #authorization: string | undefined;
  /** The ReadableStream that was last sent as a body: it cannot be sent again. */
  #sentStream: unknown;
  /** Whether a probe could still tell a CORS refusal from a network failure. */
  #mayProbeCors: boolean;

  /**
   * @param isOneRequest whether `reconnect` is off by default, whatever the method
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed
   * @throws {TypeError} if a GET or HEAD request has a body, or an option is invalid
   */
  constructor(url: unknown, init: EventSourceInit, isOneRequest = false) {
    this.#givenUrl = url;
    if (typeof url !== "function") this.#resolve(url);
    this.init = init;
    const { method, body, headers, mode, maxEventSize, reconnect = isSafe(method) && !isOneRequest } = init;
    if (isSafe(method) && body != null)
      throw new TypeError(`EventSource: a ${String(method ?? "GET").toUpperCase()} request has no body; set \`method: "POST"\` or leave out \`body\`.`);
    const options = (this.options_ = checked<CheckedOptions>(OPTIONS, init));
    options.reconnect = reconnect;
    // Wasm's offsets have 31 bits.
    options.maxEventSize = Math.min(maxEventSize ?? options.maxBufferSize ?? options.maxEventSize, 2 ** 30);
    ({ policy: this.policy_, statuses: this.statuses_ } = policyNumbers(reconnect));
    // Probe only if the probe's request would differ by nothing but its mode.
    this.#mayProbeCors = isSafe(method) && !options.fetch && !headers && !mode && platform.hasCors_;
  }

  /** The URL for requests and messages, without user and password. */
  get href_(): string {
    return this.url_?.href ?? "";
  }

  /** Resolves the URL, and moves its user and password into a header: `fetch` rejects them in a URL. */
  #resolve(given: unknown): void {
    const url = (this.url_ = parseUrl(String(given)));
    this.givenHref_ = url.href;
    this.#authorization = authorizationOf(url);
    url.username = url.password = "";
  }

  /** Makes and sends the request of an attempt. @throws {RequestFailure} and nothing else */
  async send_(attempt: Attempt): Promise<Response> {
    const [url, request] = await orFailure("network", true, () => this.#prepare(attempt));
    const send = (): Promise<Response> => this.#fetch(url, request);
    try {
      const response = await orFailure("network", false, send);
      // CORS has let this origin in, so a later failure is the network's.
      this.#mayProbeCors = false;
      return response;
    } catch (failure) {
      if ((failure as RequestFailure).reason !== "network" || !(await this.#isRefusedByCors(request))) throw failure;
    }
    // The probe succeeded, but the network may also have recovered meanwhile. Only a second failure is due to CORS.
    return orFailure("cors", true, send);
  }

  async #fetch(url: string, request: PreparedRequest): Promise<Response> {
    // Not called as a method of the options: a browser's `fetch` throws with another `this`.
    const { fetch = globalThis.fetch, secretHeaders } = this.options_;
    const send: Send = (to, init) => fetch(to, { ...init, headers: spreadable(init.headers) } as EventSourceFetchInit) as Response | Promise<Response>;
    const { redirect = "follow", headers } = request;
    const response = await (redirect === "follow" && [...secretHeaders, ...platform.leakingHeaders_].some((name) => headers.has(name))
      ? followRedirects(send, url, request, secretHeaders)
      : send(url, request));
    if (response?.type === "opaqueredirect") throw new RequestFailure("redirect", true, new TypeError('`redirect` is "manual"'));
    return response;
  }

  /** Returns whether CORS may be why a request failed. Probes at most once per source, because the server sees two more requests. */
  async #isRefusedByCors(request: PreparedRequest): Promise<boolean> {
    if (!this.#mayProbeCors || request.signal.aborted || this.url_!.origin === globalThis.origin) return false;
    this.#mayProbeCors = false;
    return answersWithoutCors(this.href_, request);
  }

  async #prepare(attempt: Attempt): Promise<[url: string, request: PreparedRequest]> {
    const { body: givenBody, headers: givenHeaders, method: givenMethod } = this.init;
    const { fetch, lastEventIdParam, withCredentials } = this.options_;
    const { lastEventId, signal } = attempt;
    if (typeof this.#givenUrl === "function") this.#resolve(await optionValue("network", this.#givenUrl, attempt));
    const url = this.url_!;
    if (!fetch && !/^(https?|data|blob):$/.test(url.protocol)) throw new TypeError(`the scheme "${url.protocol}" cannot be fetched`);
    const fields = await optionValue("headers", givenHeaders, attempt);
    const headers = await orFailure("headers", true, () => new Headers(fields ?? undefined));
    if (this.#authorization && !headers.has("authorization")) headers.set("authorization", this.#authorization);
    if (!headers.has("accept")) headers.set("accept", "text/event-stream");
    if (lastEventId && lastEventIdParam === undefined) headers.set("last-event-id", platform.lastEventIdValue_(lastEventId));
    const request: PreparedRequest = { ...platform.requestDefaults_, ...fetchOptions(this.init), headers, signal };
    if (withCredentials) request.credentials = "include";
    if (typeof givenMethod === "function") request.method = check(await optionValue("network", givenMethod, attempt), "method", ["GET", "a string"]) as string;
    const body = await optionValue("body", givenBody, attempt);
    if (body != null && isSafe(request.method)) throw new RequestFailure("body", true, new TypeError(`a ${request.method} request has no body`));
    if (isStream(body)) {
      if (body === this.#sentStream)
        throw new RequestFailure("body", true, new TypeError("a ReadableStream can be sent only once; make `body` a function that gives a new one"));
      this.#sentStream = body;
      // `fetch` requires this for a stream: it expects no response before the body has ended.
      Object.assign(request, { duplex: "half" });
    }
    request.body = body ?? null;
    return [lastEventId && lastEventIdParam !== undefined ? withParam(url, String(lastEventIdParam), lastEventId) : url.href, request];
  }
}
