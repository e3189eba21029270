// Serves the repository's dist/ and tests/ as static files.
import fs from "node:fs/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".map": "application/json", ".wasm": "application/wasm", ".html": "text/html" };

export async function serveFile(pathname, response) {
  const file = path.join(root, path.normalize(decodeURIComponent(pathname)));
  const served = ["dist", "tests"].some((folder) => file.startsWith(path.join(root, folder) + path.sep));
  const content = served ? await fs.readFile(file).catch(() => undefined) : undefined;
  if (content === undefined) return response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store", "Service-Worker-Allowed": "/" }).end(content);
}
