// The demo's server: the page, the built package under /dist/, and real event streams. `node www/server.mjs`
import { createServer } from "node:http";
import { existsSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createEndpoints } from "./endpoints/endpoints.js";
import { policyOf } from "./frame/frame.mjs";
import { sendFile } from "./server/files.mjs";
import { requestOf, send } from "./server/web.mjs";

const HOST = "127.0.0.1";
const PORTS_TO_TRY = 50;

const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // A rebuilt package must reach an open page, and its service workers, at the next reload.
  "Cache-Control": "no-store",
};

/**
 * Starts the demo on `port` (by default $PORT or 8080), or on the next free one (0: any), and prints its URL.
 * Resolves to `{ url, port, close }`; `close()` ends every open stream.
 */
export async function startDemo({ port = portFromEnvironment() } = {}) {
  const endpoints = createEndpoints();
  const server = createServer((request, response) => {
    answer(endpoints, request, response).catch((error) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: "The demo's server failed; its terminal says why." });
    });
  });
  const taken = await listen(server, port);
  const url = `http://${HOST}:${taken}/`;
  console.log(`The demo runs at ${url} (Ctrl+C stops it)`);
  return {
    url,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        endpoints.stop();
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer(endpoints, request, response) {
  const path = request.url.split("?")[0];
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  // On every response: a service worker obeys the policy of its own script, not that of the page.
  response.setHeader("Content-Security-Policy", policyOf(path.slice(1)));
  if (endpoints.has(path)) {
    const asked = await requestOf(request);
    if (!asked) return sendJson(response, 413, { error: "The request is longer than this demo takes." });
    return send(await endpoints.answer(asked, path), response);
  }
  if (request.method === "GET" || request.method === "HEAD") return sendFile(path, request, response);
  response.setHeader("Allow", "GET, HEAD");
  sendJson(response, 405, { error: `${request.method} is not answered here.` });
}

function sendJson(response, status, value) {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

async function listen(server, first) {
  const last = first === 0 ? 0 : Math.min(first + PORTS_TO_TRY, 65535);
  for (let port = first; ; port++) {
    try {
      await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, HOST, () => resolve(server.off("error", reject)));
      });
      return server.address().port;
    } catch (error) {
      const busy = error.code === "EADDRINUSE" || error.code === "EACCES";
      if (!busy || port >= last) throw error;
    }
  }
}

function portFromEnvironment() {
  const port = Number(process.env.PORT || 8080);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  console.error(`PORT must be a number from 0 to 65535, and it is "${process.env.PORT}".`);
  process.exit(1);
}

async function main() {
  if (!existsSync(new URL("../dist/index.js", import.meta.url))) {
    console.error("There is no dist/ yet: run `npm run build` first (`npm start` does it for you).");
    process.exit(1);
  }
  const demo = await startDemo();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => demo.close().then(() => process.exit(0)));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
