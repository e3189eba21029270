// A folder's files, and the feed under `/api/feed` of the same origin, as trunk's proxy has it.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };

export async function serveFiles(folder, stream) {
  const server = http.createServer((request, response) => {
    if (request.url === "/api/feed") {
      const { host: _, ...headers } = request.headers;
      const upstream = http.get(stream, { headers }, (answer) => answer.pipe(response.writeHead(answer.statusCode, answer.headers)));
      upstream.on("error", () => response.destroy());
      return response.on("close", () => upstream.destroy());
    }
    const file = path.join(folder, request.url === "/" ? "index.html" : path.basename(request.url));
    if (!fs.existsSync(file)) return response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
