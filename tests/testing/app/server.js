// The page and its script; no stream.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const FILES = { "/": ["index.html", "text/html"], "/bundle.js": ["bundle.js", "text/javascript"] };
http.createServer(({ url }, response) => {
  const [file, type] = FILES[url] ?? [];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": type }).end(fs.readFileSync(path.join(import.meta.dirname, file)));
}).listen(Number(process.argv[2]), "127.0.0.1");
