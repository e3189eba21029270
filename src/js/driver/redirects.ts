/**
 * Follows redirects without sending a request's secrets to another origin. `fetch` itself keeps custom headers, and that of workerd
 * keeps cookies, too.
 */
import { CREDENTIALS } from "../runtime/credentials.js";
import { cancel } from "./body.js";
import { isStream, RequestFailure } from "./request-failure.js";
import { isHttp } from "./url.js";

/** The options of an attempt's request. The headers are not yet a plain object. */
export type PreparedRequest = RequestInit & { headers: Headers; signal: AbortSignal };
/** Returns whether a method is GET (the default) or HEAD: those have no body, and repeating them does no harm. */
export const isSafe = (method: unknown = "GET"): boolean => /^(GET|HEAD)$/i.test(String(method));

export type Send = (url: string, init: PreparedRequest) => Response | Promise<Response>;

/**
 * Returns the response at the end of all redirects.
 * @param secrets names of headers that must not leave the first origin
 * @throws {RequestFailure} with the reason `redirect`, if the runtime does not reveal where a redirect goes
 */
export async function followRedirects(send: Send, url: string, init: PreparedRequest, secrets: readonly string[]): Promise<Response> {
  const request: PreparedRequest = { ...init, redirect: "manual", headers: new Headers(init.headers) };
  const remove = (names: readonly string[]): void => names.forEach((name) => request.headers.delete(name));
  let at = url;
  // 20 redirects is the limit of [HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch).
  for (let count = 0; count <= 20; count++) {
    const response = await send(at, request);
    if (response.type === "opaqueredirect") return followWithinOrigin(send, at, init);
    const location = /^30[12378]$/.test(String(response.status)) ? response.headers.get("location") : null;
    if (location === null) return response;
    void cancel(response.body);
    const next = new URL(location, at);
    if (!isHttp(next)) throw new TypeError(`a redirect to the scheme "${next.protocol}"`);
    const { method } = request;
    if (response.status === 303 ? !isSafe(method) : response.status < 303 && /^POST$/i.test(String(method))) {
      request.method = "GET";
      request.body = null;
      remove(["content-encoding", "content-language", "content-location", "content-type"]);
    } else if (isStream(request.body)) throw new RequestFailure("redirect", true, new TypeError("a ReadableStream can be sent only once"));
    if (next.origin !== new URL(at).origin) remove([...CREDENTIALS, ...secrets]);
    at = next.href;
  }
  throw new TypeError("more than 20 redirects");
}

/**
 * Tries to follow a redirect in a browser, which hides where it leads. In the mode `same-origin` a browser follows it only within the
 * page's own origin.
 */
async function followWithinOrigin(send: Send, url: string, init: PreparedRequest): Promise<Response> {
  if (new URL(url).origin === globalThis.origin && isSafe(init.method)) {
    try {
      return await send(url, { ...init, mode: "same-origin" });
    } catch {
      // The redirect leaves the origin.
    }
  }
  throw new RequestFailure("redirect", true, new TypeError("it may send a header of `secretHeaders` to another origin"));
}
