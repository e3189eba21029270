// `npm run compare`: the README's comparison, measured. Installs the rivals into a temporary folder and
// runs each probe against a real server in this Node; a bundle's size is esbuild's, minified, in brotli.
import { execFile } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { install } from "./npm-cache.mjs";
import { pack } from "./pack.mjs";
import { RIVALS, specOf } from "./rivals.mjs";

/** How each is told to connect: `open(url, options)` gives { onmessage, onerror } a life. */
const LOAD = {
  "eventsource-wasm": `import { EventSource } from "eventsource-wasm"; const make = (url, o) => new EventSource(url, o);`,
  "eventsource": `import { EventSource } from "eventsource"; const make = (url, o) => new EventSource(url, o);`,
  "@microsoft/fetch-event-source": `import { fetchEventSource } from "@microsoft/fetch-event-source";
    const make = (url, o) => { const s = {}; fetchEventSource(url, { ...o, onmessage: (e) => s.onmessage?.(e), onerror: (e) => { s.onerror?.(e); } }).catch((e) => s.onerror?.(e)); return s; };`,
  "event-source-polyfill": `import polyfill from "event-source-polyfill"; const make = (url, o) => new polyfill.EventSourcePolyfill(url, o);`,
};

/** Each prints `yes` where the thing works, by the option that its name suggests. */
const PROBES = {
  "streams in Node 20 without set-up": `make(url + "/plain").onmessage = (e) => yes(e.data === "hello");`,
  "`headers` option": `make(url + "/echo", { headers: { "x-probe": "h" } }).onmessage = (e) => yes(JSON.parse(e.data).header === "h");`,
  "POST with a body": `make(url + "/echo", { method: "POST", body: "b" }).onmessage = (e) => yes(JSON.parse(e.data).method === "POST" && JSON.parse(e.data).body === "b");`,
  "a fresh header for each attempt (`headers` as a function)": `let n = 0; make(url + "/once?" + Math.random(), { headers: () => ({ "x-probe": "h" + n++ }) }).onmessage = (e) => { if (JSON.parse(e.data).header === "h1") yes(true); };`,
  "the error tells the HTTP status": `make(url + "/401").onerror = (e) => yes(e?.status === 401 || e?.code === 401);`,
  "the error tells whether it reconnects, and when": `make(url + "/once?" + Math.random()).onerror = (e) => yes(e?.willReconnect === true && e.delay >= 0);`,
  "a waiting reconnect keeps Node alive": `const s = make(url + "/once?" + Math.random()); let n = 0; globalThis.quiet = true; s.onmessage = () => { if (++n === 2) yes(true); };`,
};

const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  if (request.url === "/401") return response.writeHead(401).end("no");
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (request.url === "/plain") return response.write("data: hello\n\n");
  response.write(`retry: 20\ndata: ${JSON.stringify({ method: request.method, header: request.headers["x-probe"], body })}\n\n`);
  if (request.url.startsWith("/once")) response.end();
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "eventsource-wasm-compare-"));
const names = Object.keys(LOAD);

/** Runs a probe in a process of its own; a wrong answer, an exception and ten silent seconds are all "no". */
function probe(name, code, url) {
  const file = path.join(folder, "probe.mjs");
  const alive = code.includes("globalThis.quiet") ? "" : "setTimeout(() => process.exit(), 10_000);";
  fs.writeFileSync(file, `${LOAD[name]}\nconst url = process.argv[2];\nconst yes = (ok) => { console.log(ok ? "yes" : "no"); process.exit(); };\nprocess.on("uncaughtException", () => process.exit());\n${alive}\n${code}`);
  return new Promise((resolve) => execFile(process.execPath, [file, url], { timeout: 15_000 }, (_, stdout) => resolve(stdout.trim() === "yes" ? "yes" : "no")));
}

async function size(name) {
  const { outputFiles } = await build({
    stdin: { contents: `${LOAD[name]} export { make };`, resolveDir: folder }, bundle: true, minify: true, format: "esm", platform: "browser", target: "es2022", write: false, logLevel: "silent",
  });
  return `${(brotliCompressSync(outputFiles[0].contents).length / 1024).toFixed(1)} KB`;
}

try {
  install(folder, [pack(folder), ...names.filter((name) => name in RIVALS).map(specOf)]);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  console.log(`Node ${process.version}\n`);
  console.log(`| | ${names.map((name) => `${name}${RIVALS[name] ? ` ${RIVALS[name]}` : ""}`).join(" | ")} |`);
  console.log(`| --- |${" --- |".repeat(names.length)}`);
  for (const [title, code] of Object.entries(PROBES)) {
    const cells = [];
    for (const name of names) cells.push(await probe(name, code, url));
    console.log(`| ${title} | ${cells.join(" | ")} |`);
  }
  console.log(`| bundled, minified, brotli | ${(await Promise.all(names.map(size))).join(" | ")} |`);
} finally {
  server.closeAllConnections();
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
