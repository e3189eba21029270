// Files, and the feed under the same origin. No bundler: the page's import of the package is an address.
import { createReadStream, existsSync } from "node:fs";
import http from "node:http";
import path from "node:path";

const { STREAM = "http://127.0.0.1:8080/api/feed", PORT = "3000" } = process.env;
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript" };

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/feed") return forward(request, response);
  const file = path.join(import.meta.dirname, pathname === "/" ? "index.html" : path.normalize(pathname));
  if (!existsSync(file) || !TYPES[path.extname(file)]) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[path.extname(file)] });
  createReadStream(file).pipe(response);
});

/** Headers go through as they are, and the stream with them; when the reader goes, so does the request. */
function forward({ headers: { host, ...headers } }, response) {
  const upstream = http.get(STREAM, { headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  upstream.on("error", () => response.destroy());
  response.on("close", () => upstream.destroy());
}

server.listen(Number(PORT), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
