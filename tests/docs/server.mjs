// The server of one example: https://example.com and, on another port, every https://*.example.com. Both answer as
// answers.mjs says, and keep a list of what they were asked.
import fs from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { text as textOf } from "node:stream/consumers";
import { root } from "../../scripts/toolchain.mjs";
import { Stream } from "../server/script.mjs";
import { unusedPort } from "../server/unused-port.mjs";

const TYPES = { ".js": "text/javascript", ".html": "text/html" };
/** Files of dist/ that HTML names. */
const BUILT = new Set(["/eventsource-wasm.iife.js", "/element.js", "/index.js"]);
/** What an example's own files may not be called. */
const OWN = new Set(["/said", "/settle", "/nothing"]);

function allowOrigins(request, response) {
  const { origin } = request.headers;
  if (!origin) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST");
  response.setHeader("Access-Control-Allow-Headers", request.headers["access-control-request-headers"] ?? "");
}

/**
 * @param answers of answers.mjs: scripts by path, or a function of the origins that gives them
 * @param files texts by path
 */
export async function startServer(answers, files) {
  const said = [];
  const requests = [];
  let waiting = () => {};
  const servers = [0, 1].map(() => http.createServer(handle));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))));
  const [origin, other] = servers.map((server) => `http://127.0.0.1:${server.address().port}`);
  // A closed port, for https://gone.example.com.
  const gone = await unusedPort();
  const streams = new Map();
  for (const [pathname, scripts] of Object.entries(typeof answers === "function" ? answers({ origin, other }) : answers)) {
    streams.set(pathname, new Stream());
    streams.get(pathname).setScripts(scripts);
  }

  async function answer(request, response) {
    const { pathname } = new URL(request.url, origin);
    if (pathname === "/said") {
      said.push(...(await textOf(request)).split("\n"));
      waiting();
    }
    if (OWN.has(pathname)) return response.writeHead(204).end();
    allowOrigins(request, response);
    if (request.method === "OPTIONS") return requests.push({ method: "OPTIONS", url: request.url, headers: request.headers, body: "" }), response.writeHead(204).end();
    const stream = streams.get(pathname);
    if (stream) {
      const body = await textOf(request);
      requests.push({ method: request.method, url: request.url, headers: request.headers, body });
      waiting();
      return stream.play(request, response, body);
    }
    const text = files[pathname] ?? (BUILT.has(pathname) ? await fs.readFile(path.join(root, "dist", pathname)) : undefined);
    if (text === undefined) return response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
    response.writeHead(200, { "Content-Type": TYPES[path.extname(pathname)] ?? "text/html", "Cache-Control": "no-store" }).end(text);
  }

  function handle(request, response) {
    answer(request, response).catch((error) => response.destroy(error));
  }

  return {
    origin,
    other,
    gone: `http://127.0.0.1:${gone}`,
    /** Lines that a page has printed; the requests for what answers.mjs names, and preflights. */
    said,
    requests,
    /** Calls at every line and request. */
    onChange(callback) {
      waiting = callback;
    },
    async close() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
