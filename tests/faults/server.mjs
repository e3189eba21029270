// A typical server: its event stream continues after `Last-Event-ID`, and stays open after the last event.
//
// `/events?ids=0`: without IDs, so it starts over each time; `framing=close`: as in HTTP/1.0, the body ends with the connection;
// `most=4`: ends the response after this many events. Other paths are files of dist/ and tests/.
import http from "node:http";
import { serveFile } from "../server/files.mjs";
import { BACKLOG } from "./proxy.mjs";
import { pieces } from "./stream.mjs";

async function stream(request, response, query) {
  const ids = query.get("ids") !== "0";
  const most = query.has("most") ? Number(query.get("most")) : undefined;
  if (query.get("framing") === "close") response.removeHeader("Transfer-Encoding");
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  for (const piece of pieces({ ids, after: ids ? Number(request.headers["last-event-id"] ?? 0) : 0, most })) {
    response.write(piece);
    // One turn of the event loop for each, so that they are sent one by one.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (most !== undefined) response.end();
}

/** @param {(path: string, query: URLSearchParams) => boolean} control handles paths that are not files; returns whether it knew the path */
export async function startServer(control) {
  const server = http.createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "Last-Event-ID");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    if (pathname === "/events") return stream(request, response, searchParams);
    if (control(pathname, searchParams)) return response.writeHead(204).end();
    return serveFile(pathname, response);
  });
  await new Promise((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: BACKLOG }, resolve));
  return {
    port: server.address().port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
