/** The request of an attempt, made from the constructor's arguments. */
import { spreadable, type EventSourceFetchInit } from "./fetch-like.js";
import type { Attempt, EventSourceInit } from "../options/init.js";
import { check, checked, ofFetch, OPTIONS, type CheckedOptions } from "../options/options.js";
import { policyNumbers, type PolicyNumbers } from "../options/policy.js";
import { answersWithoutCors } from "./cors-probe.js";
import { followRedirects, isSafe, type PreparedRequest, type Send } from "./redirects.js";
import { isStream, orFailure, RequestFailure, valueOf } from "./request-failure.js";
import { authorizationOf, parseUrl, withParam } from "./url.js";
import { platform } from "../runtime/platform.js";

/** The constructor's arguments, checked. */
export class RequestTemplate {
  /** The URL as it was given, resolved; `""` until a function has given it. */
  givenHref_ = "";
  /** The same without user and password; `undefined` until then. */
  url_: URL | undefined;
  readonly init: EventSourceInit;
  readonly options_: CheckedOptions;
  readonly policy_: PolicyNumbers;
  /** Statuses that are to be tried again. */
  readonly statuses_: readonly number[];
  readonly #given: unknown;
  /** For the user and the password in the URL. */
  #authorization: string | undefined;
  /** The one-shot body that was handed to `fetch`. */
  #sent: unknown;
  /** A CORS refusal can be told from a lost network, and was not yet. */
  #mayProbe: boolean;

  /**
   * @param isOneRequest whether it is not to be repeated unless asked for
   * @throws {DOMException} `SyntaxError` if `url` cannot be parsed
   * @throws {TypeError} if the method cannot have a body, or an option is not what it should be
   */
  constructor(url: unknown, init: EventSourceInit, isOneRequest = false) {
    this.#given = url;
    if (typeof url !== "function") this.#resolve(url);
    this.init = init;
    const { method, body, headers, mode, maxEventSize, reconnect = isSafe(method) && !isOneRequest } = init;
    if (isSafe(method) && body != null)
      throw new TypeError(`EventSource: a ${String(method ?? "GET").toUpperCase()} request has no body; set \`method: "POST"\` or leave out \`body\`.`);
    const options = (this.options_ = checked<CheckedOptions>(OPTIONS, init));
    options.reconnect = reconnect;
    // Offsets in wasm have 31 bits.
    options.maxEventSize = Math.min(maxEventSize ?? options.maxBufferSize ?? options.maxEventSize, 2 ** 30);
    ({ policy: this.policy_, statuses: this.statuses_ } = policyNumbers(reconnect));
    // Where the request would be the probe's own, but for its mode.
    this.#mayProbe = isSafe(method) && !options.fetch && !headers && !mode && platform.hasCors_;
  }

  /** The URL for people and for requests: without user and password. */
  get href_(): string {
    return this.url_?.href ?? "";
  }

  /** `fetch` takes no URL with a user and a password; they go into a header. */
  #resolve(given: unknown): void {
    const url = (this.url_ = parseUrl(String(given)));
    this.givenHref_ = url.href;
    this.#authorization = authorizationOf(url);
    url.username = url.password = "";
  }

  /** Makes and sends the request of one attempt. @throws {RequestFailure} and nothing else */
  async send_(attempt: Attempt): Promise<Response> {
    const [url, request] = await orFailure("network", true, () => this.#prepare(attempt));
    const send = (): Promise<Response> => this.#fetch(url, request);
    try {
      const response = await orFailure("network", false, send);
      // Let in once: what is lost later is lost by the network.
      this.#mayProbe = false;
      return response;
    } catch (failure) {
      if ((failure as RequestFailure).reason !== "network" || !(await this.#isRefusedByCors(request))) throw failure;
    }
    // What was lost for a moment answers by now, too. Only what is refused again is refused by CORS.
    return orFailure("cors", true, send);
  }

  async #fetch(url: string, request: PreparedRequest): Promise<Response> {
    // Not as a method of `init`: a browser's `fetch` wants no `this`.
    const { fetch = globalThis.fetch, secretHeaders } = this.options_;
    const send: Send = (to, init) => fetch(to, { ...init, headers: spreadable(init.headers) } as EventSourceFetchInit) as Response | Promise<Response>;
    const { redirect = "follow", headers } = request;
    const response = await (redirect === "follow" && [...secretHeaders, ...platform.leakingHeaders_].some((name) => headers.has(name))
      ? followRedirects(send, url, request, secretHeaders)
      : send(url, request));
    if (response?.type === "opaqueredirect") throw new RequestFailure("redirect", true, new TypeError('`redirect` is "manual"'));
    return response;
  }

  /** Asked once per source, since the server sees two requests more. */
  async #isRefusedByCors(request: PreparedRequest): Promise<boolean> {
    if (!this.#mayProbe || request.signal.aborted || this.url_!.origin === globalThis.origin) return false;
    this.#mayProbe = false;
    return answersWithoutCors(this.href_, request);
  }

  async #prepare(attempt: Attempt): Promise<[url: string, request: PreparedRequest]> {
    const { body: givenBody, headers: givenHeaders, method: givenMethod } = this.init;
    const { fetch, lastEventIdParam, withCredentials } = this.options_;
    const { lastEventId, signal } = attempt;
    if (typeof this.#given === "function") this.#resolve(await valueOf("network", this.#given, attempt));
    const url = this.url_!;
    if (!fetch && !/^(https?|data|blob):$/.test(url.protocol)) throw new TypeError(`the scheme "${url.protocol}" cannot be fetched`);
    const fields = await valueOf("headers", givenHeaders, attempt);
    const headers = await orFailure("headers", true, () => new Headers(fields ?? undefined));
    if (this.#authorization && !headers.has("authorization")) headers.set("authorization", this.#authorization);
    if (!headers.has("accept")) headers.set("accept", "text/event-stream");
    if (lastEventId && lastEventIdParam === undefined) headers.set("last-event-id", platform.lastEventIdValue_(lastEventId));
    const request: PreparedRequest = { ...platform.requestDefaults_, ...ofFetch(this.init), headers, signal };
    if (withCredentials) request.credentials = "include";
    if (typeof givenMethod === "function") request.method = check(await valueOf("network", givenMethod, attempt), "method", ["GET", "a string"]) as string;
    const body = await valueOf("body", givenBody, attempt);
    if (body != null && isSafe(request.method)) throw new RequestFailure("body", true, new TypeError(`a ${request.method} request has no body`));
    if (isStream(body)) {
      if (body === this.#sent)
        throw new RequestFailure("body", true, new TypeError("a ReadableStream can be sent only once; make `body` a function that gives a new one"));
      this.#sent = body;
      // Streaming a body up is only allowed when nothing is expected before it has ended.
      Object.assign(request, { duplex: "half" });
    }
    request.body = body ?? null;
    return [lastEventId && lastEventIdParam !== undefined ? withParam(url, String(lastEventIdParam), lastEventId) : url.href, request];
  }
}
