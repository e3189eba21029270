// The plainest host of static files, which has the site in a folder: no endpoint, no header beyond the type.
import fs from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json" };
const UNDER = "/some/where/";

/** Serves `folder` under a path; `{ url, close }`. */
export async function startHost(folder) {
  const server = createServer((request, response) => {
    const asked = request.url.split("?")[0];
    const name = path.join(folder, asked.slice(UNDER.length), asked.endsWith("/") ? "index.html" : "");
    if (request.method !== "GET" || !asked.startsWith(UNDER) || !fs.existsSync(name) || !fs.statSync(name).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[path.extname(name)] ?? "application/octet-stream" }).end(fs.readFileSync(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${UNDER}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}
