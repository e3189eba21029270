/**
 * Redirects that do not take a request's secrets to another origin. `fetch` keeps custom headers on its way, and workerd's keeps
 * cookies, too.
 */
import { cancel } from "./body.js";
import { isStream, RequestFailure } from "./request-failure.js";
import { isHttp } from "./url.js";

/** What `fetch` of most runtimes takes off by itself where a redirect leaves the origin. */
const CREDENTIALS = ["authorization", "cookie", "proxy-authorization"];

/** What `fetch` is called with, the headers not yet spreadable. */
export type PreparedRequest = RequestInit & { headers: Headers; signal: AbortSignal };
/** GET, also where no method is given, and HEAD: without a body, and repeated without harm. */
export const isSafe = (method: unknown = "GET"): boolean => /^(GET|HEAD)$/i.test(String(method));

export type Send = (url: string, init: PreparedRequest) => Response | Promise<Response>;

/**
 * The response at the end of all redirects.
 * @param secrets names of headers that stay with the first origin
 * @throws {RequestFailure} `redirect` where the runtime does not tell where a redirect goes
 */
export async function followRedirects(send: Send, url: string, init: PreparedRequest, secrets: readonly string[]): Promise<Response> {
  const request: PreparedRequest = { ...init, redirect: "manual", headers: new Headers(init.headers) };
  const remove = (names: readonly string[]): void => names.forEach((name) => request.headers.delete(name));
  let at = url;
  // As many as [HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch) follows.
  for (let count = 0; count <= 20; count++) {
    const response = await send(at, request);
    if (response.type === "opaqueredirect") return staysHere(send, at, init);
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

/** A browser says only that there is a redirect; but it follows one within its own origin, and no other, in this mode. */
async function staysHere(send: Send, url: string, init: PreparedRequest): Promise<Response> {
  if (new URL(url).origin === globalThis.origin && isSafe(init.method)) {
    try {
      return await send(url, { ...init, mode: "same-origin" });
    } catch {
      // It leads elsewhere.
    }
  }
  throw new RequestFailure("redirect", true, new TypeError("it may send a header of `secretHeaders` to another origin"));
}
