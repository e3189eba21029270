// A case's server on 127.0.0.1: whoever comes without the token is refused, so what arrives shows that our header went out.
import http from "node:http";
import { once } from "node:events";

export const TOKEN = "Bearer dropin";

/** One event, as it goes over the wire. */
export const frame = ({ type, id, data }) => `${type ? `event: ${type}\n` : ""}${id === undefined ? "" : `id: ${id}\n`}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

/**
 * `answer(request, response)` is asked for every request that carries `token()`. `server.requests` has all of them, with the status that they got.
 * `open(path)` names what needs no token.
 */
export async function serve(answer, { token = () => TOKEN, open = () => false } = {}) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url, "http://127.0.0.1");
    let body = "";
    for await (const chunk of request) body += chunk;
    const { authorization, "last-event-id": lastEventId } = request.headers;
    const entry = { method: request.method, path, query, body, authorization, lastEventId, headers: request.headers };
    requests.push(entry);
    response.on("close", () => (entry.closed = true));
    if (authorization === token() || open(path)) await answer(entry, response);
    else response.writeHead(401, { "content-type": "text/plain" }).end("no token");
    entry.status = response.statusCode;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

/** Begins an event stream; events are written to what it gives. */
export function stream(response, ...events) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(":\n\n");
  for (const event of events) response.write(frame(event));
  return response;
}

export const json = (response, value, headers = {}) => response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));

/** Waits until `look` gives something. */
export async function seen(what, look, limit = 8000) {
  for (const end = Date.now() + limit; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`never seen: ${what}`);
}
