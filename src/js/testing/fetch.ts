/** The server's `fetch`, which needs no network. */
import { requestOf } from "./request.js";
import { hasNoBody, type Script } from "./script.js";
import type { TestServer } from "./api.js";

/** The limit of [HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch). */
const MAX_REDIRECTS = 20;
const encoder = new TextEncoder();
const networkError = (cause: string): TypeError => new TypeError("fetch failed", { cause: new Error(cause) });
const isSafe = (method: string): boolean => /^(GET|HEAD)$/.test(method);

export const fetchOf = (script: Script): TestServer["fetch"] => async (input, init) => {
  const request = new Request(input, init);
  const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
  const headers = new Headers(request.headers);
  let { method, url } = request;
  // This is the class's probe for CORS, if this `fetch` replaces a page's global one. Here a failure is always one of the network.
  if (request.mode === "no-cors") throw networkError("the test server answers no opaque requests");
  signal?.throwIfAborted();
  let body = isSafe(method) ? "" : await bodyOf(request, init?.body);
  for (let count = 0; ; count++) {
    signal?.throwIfAborted();
    const response = await respond(script, { method, url, headers, body, signal });
    const location = /^30[12378]$/.test(String(response.status)) ? response.headers.get("location") : null;
    if (location === null || request.redirect === "manual") return Object.defineProperties(response, { url: { value: url }, redirected: { value: count > 0 } });
    if (request.redirect === "error" || count === MAX_REDIRECTS) throw networkError(`a redirect to ${location}`);
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) headers.delete("authorization");
    if (response.status === 303 ? !isSafe(method) : response.status < 303 && method === "POST") {
      method = "GET";
      body = "";
      headers.delete("content-type");
    }
    url = next.href;
  }
};

/** Reads the body, if possible without its own methods, which may wait for timers that a test has faked. */
const bodyOf = async (request: Request, body: unknown): Promise<string> => (typeof body === "string" || body instanceof URLSearchParams ? String(body) : request.text());

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly signal: AbortSignal | null | undefined;
}

async function respond(script: Script, { method, url, headers, body, signal }: Asked): Promise<Response> {
  if (script.isClosed_) throw networkError("the test server is closed");
  const request = requestOf(method, url, new Headers(headers), body);
  const answer = script.answer_(request);
  switch (answer.kind) {
    case "refuse":
      throw networkError("refuse() of the test server");
    case "stall":
      return new Promise((_, reject) => {
        const forget = script.atClose_(() => reject(networkError("the test server was closed")));
        signal?.addEventListener("abort", () => (forget(), reject(signal.reason)));
      });
    case "respond": {
      const { status } = answer;
      const bytes = typeof answer.body === "string" ? encoder.encode(answer.body) : answer.body;
      // Our own stream, because Node's stream of a text ends by `queueMicrotask`, which a test may have faked.
      const whole = new ReadableStream({
        start(controller) {
          if (bytes.length > 0) controller.enqueue(bytes);
          controller.close();
        },
      });
      return new Response(hasNoBody(status) ? null : whole, { status, headers: answer.headers });
    }
    case "connect": {
      let controller!: ReadableStreamDefaultController;
      const stream = new ReadableStream({ start: (given) => void (controller = given), cancel: () => gone() }, { highWaterMark: 0 });
      const response = new Response(stream, { headers: answer.headers });
      const abort = (): void => {
        controller.error(signal!.reason);
        gone();
      };
      const connection = script.connect_(request, {
        write_: (bytes) => controller.enqueue(bytes),
        end_: () => controller.close(),
        drop_: () => controller.error(new TypeError("terminated", { cause: new Error("the test server broke the connection") })),
      });
      const gone = (): void => connection.gone_();
      signal?.addEventListener("abort", abort);
      void connection.closed.then(() => signal?.removeEventListener("abort", abort));
      return response;
    }
  }
}
