// The server that the recipes talk to: feeds, answers, and an account of who is connected. Whoever comes without the token is refused.
import { once } from "node:events";
import http from "node:http";

/** For pages that another server has: a request with our header is asked for first. */
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization, last-event-id", "access-control-max-age": "600" };

/**
 * `page(request, response)` answers what is neither a feed nor an answer.
 * `/feed/NAME` is a stream of numbered messages, `/feed/gone` is refused; `/v1/chat` says "Hello", and the rest of its answer when it is told to.
 */
export async function startServer(page = (_request, response) => response.writeHead(404).end()) {
  const requests = [];
  const server = {
    token: "t1",
    /** Of `/v1/chat`, where it is not the same. */
    key: undefined,
    requests,
    live: (path) => requests.filter((request) => request.path.startsWith(path) && request.response && !request.isClosed),
    to: (path) => requests.filter((request) => request.path.startsWith(path)),
    /** A message for all who listen to the feed. */
    say(name) {
      for (const { response } of server.live(`/feed/${name}`)) response.write(message(name));
    },
    /** Ends all streams. */
    drop() {
      for (const { response } of server.live("/feed/")) response.end();
    },
    /** The rest of all answers. */
    finish() {
      for (const { response } of server.live("/v1/chat")) response.end('data: {"text":" to you."}\n\ndata: [DONE]\n\n');
    },
  };
  const counts = {};
  const message = (name) => `id: ${(counts[name] = (counts[name] ?? 0) + 1)}\ndata: ${name} ${counts[name]}\n\n`;

  function stream(response, first) {
    response.writeHead(200, { ...CORS, "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(first);
  }

  const host = http.createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    if (method === "OPTIONS") return response.writeHead(204, CORS).end();
    if (!/^\/(feed|v1\/chat)\b/.test(path)) return page(request, response);
    const entry = { method, path, authorization: headers.authorization, lastEventId: headers["last-event-id"], body: "" };
    requests.push(entry);
    for await (const chunk of request) entry.body += chunk;
    const token = (path === "/v1/chat" && server.key) || server.token;
    if (headers.authorization !== `Bearer ${token}`) return response.writeHead(401, CORS).end("no token");
    const name = path.slice("/feed/".length);
    if (name === "gone") return response.writeHead(404, CORS).end("no such feed");
    entry.response = response.on("close", () => (entry.isClosed = true));
    if (path === "/v1/chat") stream(response, 'data: {"text":"Hello"}\n\n');
    else stream(response, `retry: 10\n\n${message(name)}`);
  });
  await once(host.listen(0, "127.0.0.1"), "listening");
  server.origin = `http://127.0.0.1:${host.address().port}`;
  server.close = () => (host.closeAllConnections(), host.close());
  return server;
}
