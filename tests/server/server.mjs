// A real HTTP server for tests. Each case posts a script with its stream's answers.
//
// `/script?key=K` (POST): a list of scripts; the n-th request to `/stream/K` plays the n-th one, the last
// one repeats. See script.mjs for the steps. `/signal?key=K&name=N` lets scripts pass `{ wait: "N" }`.
// `/log?key=K&requests=n&closed=n` answers with the requests once there are that many, or after 10 s.
// It listens on two ports, so that there are two origins. They share cookies, but not the six connections that browsers
// allow for an origin, so the cases' control requests go to the second one.
import http from "node:http";
import { text as textOf } from "node:stream/consumers";
import { serveFile } from "./files.mjs";
import { Stream } from "./script.mjs";
import { unusedPort } from "./unused-port.mjs";

const LONG_POLL = 30_000;

/** The CORS headers of every answer, unless a script has `cors: false`. */
function allowOrigins(request, response) {
  response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
  response.setHeader("Vary", "Origin");
  if (request.headers.origin) response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Expose-Headers", "X-Reason, Retry-After");
}

function preflight(request, response) {
  response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
  response.setHeader("Access-Control-Allow-Headers", request.headers["access-control-request-headers"] ?? "");
  response.writeHead(204).end();
}

/**
 * @param {{ pages?: Record<string, { type: string, text: string, headers?: object }>,
 *           onResult?: (result: any) => void, policy?: string }} options `pages`: answers by path; `onResult`: receives what is
 *   posted to `/result`; `policy`: the Content-Security-Policy of all answers
 */
export async function startServer({ pages = {}, onResult = () => {}, policy } = {}) {
  const streams = new Map();
  const stream = (key) => streams.get(key) ?? streams.set(key, new Stream()).get(key);

  const routes = {
    "/script": async (query, request) => stream(query.get("key")).setScripts(JSON.parse(await textOf(request))),
    "/signal": (query) => stream(query.get("key")).signal(query.get("name")),
    "/log": (query) =>
      stream(query.get("key")).log({ requests: Number(query.get("requests") ?? 0), closed: Number(query.get("closed") ?? 0), limit: LONG_POLL }),
    "/preflights": (query) => stream(query.get("key")).preflights,
    "/unused-port": unusedPort,
    "/result": async (query, request) => onResult({ run: query.get("run"), ...JSON.parse(await textOf(request)) }),
  };

  async function answer(request, response) {
    const url = new URL(request.url, "http://127.0.0.1");
    allowOrigins(request, response);
    if (policy) response.setHeader("Content-Security-Policy", policy);
    const [, area, key] = url.pathname.split("/");
    if (request.method === "OPTIONS") {
      if (area === "stream") stream(key).preflights++;
      return preflight(request, response);
    }
    if (area === "stream") return stream(key).play(request, response, await textOf(request));
    if (area === "redirect") {
      const other = servers.find((server) => server.address().port !== request.socket.localPort);
      const location = `http://127.0.0.1:${other.address().port}/stream/${key}`;
      return response.writeHead(307, { Location: location }).end();
    }
    const route = routes[url.pathname];
    if (route) {
      const result = await route(url.searchParams, request);
      return response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify(result ?? null));
    }
    const page = pages[url.pathname];
    if (page) return response.writeHead(200, { "Content-Type": page.type, "Cache-Control": "no-store", ...page.headers }).end(page.text);
    return serveFile(url.pathname, response);
  }

  const handle = (request, response) =>
    answer(request, response).catch((error) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "Content-Type": "text/plain" }).end(String(error));
    });
  // If a kept-alive connection closed just as a request is sent, it would look like a failure of the stream.
  const servers = [0, 1].map(() => http.createServer({ keepAliveTimeout: 120_000 }, handle));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))));
  const [origin, other] = servers.map((server) => `http://127.0.0.1:${server.address().port}`);
  return {
    origin,
    other,
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
