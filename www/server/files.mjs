// Static files: www/ at the root, the docs made of Markdown, and the built package under /dist/.
import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { framed } from "../frame/frame.mjs";
import { madeFile } from "../markdown/site.mjs";
import { bundled, isBundled } from "./bundle.mjs";

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
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** Answers GET and HEAD for `path`, the undecoded path of a request. */
export async function sendFile(path, request, response) {
  const file = await find(path);
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such page.\n");
    return;
  }
  if (file.folder) {
    response.writeHead(308, { Location: `${path.slice(path.lastIndexOf("/") + 1)}/` }).end();
    return;
  }
  const content = await contentOf(file, path.slice(1));
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": content?.length ?? file.size });
  if (request.method === "HEAD") response.end();
  else if (content) response.end(content);
  else createReadStream(file.name).on("error", () => response.destroy()).pipe(response);
}

/** What is served in the place of a file's own bytes, if that is something else. */
async function contentOf({ name, type, made }, path) {
  if (type.startsWith("text/html")) return Buffer.from(framed(made ?? (await readFile(name, "utf8")), path));
  if (made !== undefined) return Buffer.from(made);
  if (isBundled(path)) return Buffer.from(await bundled(path));
  return undefined;
}

async function find(path) {
  try {
    const decoded = decodeURIComponent(path);
    const [root, rest] = decoded.startsWith("/dist/") ? [DIST, decoded.slice("/dist/".length)] : [SITE, decoded];
    const asked = rest.endsWith("/") ? `${rest}index.html` : rest;
    const made = root === SITE ? madeFile(asked.slice(1)) : undefined;
    if (made !== undefined) return { made, type: TYPES[extname(asked)] };
    if (root === SITE && madeFile(`${asked.slice(1)}/index.html`)) return { folder: true };
    const base = await realpath(root);
    // The real path is what counts: neither `..` nor a symbolic link leads out of the folder.
    const name = await realpath(join(base, asked));
    const type = TYPES[extname(name)];
    const info = await stat(name);
    // A page's own links are relative: without the slash they would lead elsewhere.
    if (info.isDirectory() && name.startsWith(base + sep) && !rest.endsWith("/")) return { folder: true };
    if (!type || !name.startsWith(base + sep) || !info.isFile()) return undefined;
    return { name, type, size: info.size };
  } catch {
    // A malformed escape, a NUL, or no such file: all the same to the one who asked.
    return undefined;
  }
}
