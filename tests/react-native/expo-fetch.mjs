// A `fetch` as that of expo/fetch is seen from outside (packages/expo/src/winter/fetch, SDK 52 to 56, and its native side).

const CREDENTIALS = ["include", "omit"];
const REDIRECTS = ["follow", "manual", "error"];

/** What the native side is handed: pairs of strings. */
const pairsOf = (headers = []) => (Array.isArray(headers) ? headers : typeof headers.forEach === "function" ? [...headers] : Object.entries(headers));

/** OkHttp and CFNetwork encode a header's value themselves. */
const encoded = (pairs) => pairs.map(([name, value]) => [name, Buffer.from(value).toString("latin1")]);

/** Its own class; no global names it. */
class FetchResponse {
  #response;

  constructor(response) {
    this.#response = response;
  }
  get status() {
    return this.#response.status;
  }
  get statusText() {
    return this.#response.statusText;
  }
  get url() {
    return this.#response.url;
  }
  get redirected() {
    return this.#response.redirected;
  }
  get headers() {
    return new Headers([...this.#response.headers]);
  }
  get ok() {
    return this.#response.ok;
  }
  get bodyUsed() {
    return this.#response.bodyUsed;
  }
  get type() {
    return "default";
  }
  /** A ReadableStream, but of a polyfill's class: it does nothing that only a native one could. */
  get body() {
    const { body } = this.#response;
    return body && { getReader: () => body.getReader(), cancel: (reason) => body.cancel(reason), get locked() { return body.locked; } };
  }
}

/** @param native what sends the request in the end */
export const expoFetch = (native = (...args) => globalThis.fetch(...args)) =>
  async function fetch(url, { body, credentials = "include", headers, method = "GET", redirect = "follow", signal } = {}) {
    if (typeof url !== "string") throw new TypeError("expo/fetch takes a URL as a string");
    if (!CREDENTIALS.includes(credentials)) throw new Error(`fetch failed: '${credentials}' is not present in NativeRequestCredentials`);
    if (!REDIRECTS.includes(redirect)) throw new Error(`fetch failed: '${redirect}' is not present in NativeRequestRedirect`);
    if (signal?.aborted) throw new Error("fetch failed: The operation was aborted.");
    try {
      return new FetchResponse(await native(url, { body, credentials, headers: encoded(pairsOf(headers)), method, redirect, signal, ...(body instanceof ReadableStream && { duplex: "half" }) }));
    } catch (error) {
      throw new Error(`fetch failed: ${error.message}`, { cause: error.cause });
    }
  };
