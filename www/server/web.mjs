// Between node:http and the endpoints, which know only `Request` and `Response`.

const MAX_BODY_BYTES = 64 * 1024;

/** The request for an endpoint; `undefined` if its body is too large for any of them. */
export async function requestOf(incoming) {
  const { method, headers } = incoming;
  const list = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const init = { method, headers: list };
  if (method !== "GET" && method !== "HEAD") {
    const parts = [];
    let size = 0;
    for await (const part of incoming) {
      size += part.length;
      if (size > MAX_BODY_BYTES) return undefined;
      parts.push(part);
    }
    init.body = Buffer.concat(parts);
  }
  return new Request(new URL(incoming.url, "http://localhost"), init);
}

/** Sends what an endpoint gave. A body that breaks off takes the socket with it, as a lost network would. */
export async function send(response, outgoing) {
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.writeHead(response.status);
  const reader = response.body.getReader();
  outgoing.once("close", () => reader.cancel().catch(() => {}));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return outgoing.end();
      // One chunk at a time, each sent before the next is asked for: the endpoint sees a slow reader.
      await new Promise((resolve) => outgoing.write(value, resolve));
    }
  } catch {
    outgoing.destroy();
  }
}
