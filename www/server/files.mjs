// Static files: www/ at the root, and the built package under /dist/.
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const SITE = fileURLToPath(new URL("..", import.meta.url));
const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

// What is not listed is not served. So www/'s own .mjs files, which are Node's, stay private.
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".cjs": "text/javascript; charset=utf-8",
  ".ts": "text/plain; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Answers GET and HEAD for `path`, the undecoded path of a request. */
export async function sendFile(path, request, response) {
  const file = await find(path);
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such page.\n");
    return;
  }
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": file.size });
  if (request.method === "HEAD") response.end();
  else createReadStream(file.name).on("error", () => response.destroy()).pipe(response);
}

async function find(path) {
  try {
    const decoded = decodeURIComponent(path);
    const [root, rest] = decoded.startsWith("/dist/") ? [DIST, decoded.slice("/dist/".length)] : [SITE, decoded];
    const base = await realpath(root);
    // The real path is what counts: neither `..` nor a symbolic link leads out of the folder.
    const name = await realpath(join(base, rest.endsWith("/") ? `${rest}index.html` : rest));
    const type = TYPES[extname(name)];
    const info = await stat(name);
    if (!type || !name.startsWith(base + sep) || !info.isFile()) return undefined;
    return { name, type, size: info.size };
  } catch {
    // A malformed escape, a NUL, or no such file: all the same to the one who asked.
    return undefined;
  }
}
