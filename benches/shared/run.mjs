// `npm run bench:shared`: what a stream costs in 1, 10 and 30 tabs, shared and separate: bytes from the server, CPU time of the browser, per
// event and tab; and how long a hand-over takes. Linux only.
//
//   --engines LIST  of chromium, firefox
//   --tabs LIST     1,10,30
//   --seconds N     10, of 100 events a second; as long without any is taken off
//   --smoke         two tabs, one second
//   --write         the table into docs/BENCHMARKS.md
//
// Separate ones have a host each (tabN.localhost): over HTTP/1.1, a browser has six connections for one.
import http from "node:http";
import { parseArgs } from "node:util";
import { orExit } from "../../scripts/setup.mjs";
import { PlainError } from "../../scripts/toolchain.mjs";
import { startBrowser } from "../../tests/behaviour/browsers.mjs";
import { serveFile } from "../../tests/server/files.mjs";
import { aligned, markdown, writePart, writeResult } from "../report/page.mjs";
import { cpuOf } from "./cpu.mjs";

const { values: options } = parseArgs({
  options: {
    engines: { type: "string", default: "chromium,firefox" }, tabs: { type: "string", default: "1,10,30" }, seconds: { type: "string", default: "10" },
    smoke: { type: "boolean" }, write: { type: "boolean" },
  },
});
const RATE = 100;
const DATA = "x".repeat(100);
const seconds = options.smoke ? 1 : Number(options.seconds);
const sizes = options.smoke ? [2] : options.tabs.split(",").map(Number);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const page = (name) => `<!doctype html><script type="module">
import { ${name} as Class } from "/dist/${name === "EventSource" ? "index" : "shared"}.js";
globalThis.count = 0;
globalThis.source = new Class("/events");
source.onmessage = () => count++;
</script>`;

/** The stream: what it has sent, to whom. */
async function startStream() {
  const responses = new Set();
  const stream = { bytes: 0, sent: 0, asked: 0, responses };
  const server = http.createServer((request, response) => {
    if (request.url === "/events") {
      stream.asked++;
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(":\n");
      responses.add(response);
      response.on("close", () => responses.delete(response));
    } else if (/^\/(EventSource|SharedEventSource)$/.test(request.url)) response.writeHead(200, { "content-type": "text/html" }).end(page(request.url.slice(1)));
    else serveFile(request.url, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  stream.port = server.address().port;
  stream.send = () => {
    const text = `id: ${++stream.sent}\ndata: ${DATA}\n\n`;
    for (const response of responses) {
      response.write(text);
      stream.bytes += text.length;
    }
  };
  stream.close = () => (server.close(), server.closeAllConnections());
  return stream;
}

async function until(probe, what) {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(5)) if (await probe()) return;
  throw new PlainError(`${what}: not within a minute`);
}

/** For so many ms, CPU time of the browser. */
async function spent(browser, ms, each = () => {}) {
  const before = cpuOf(browser.pid);
  const timer = setInterval(each, 1000 / RATE);
  await pause(ms);
  clearInterval(timer);
  await pause(200);
  return cpuOf(browser.pid) - before;
}

async function measure(kind, name, size) {
  const stream = await startStream();
  const browser = await startBrowser(kind);
  try {
    const isShared = name === "SharedEventSource";
    const tabs = [];
    for (let i = 0; i < size; i++) {
      const tab = await browser.newPage();
      await tab.goto(`http://tab${isShared ? 0 : i}.localhost:${stream.port}/${name}`);
      await until(() => tab.evaluate("globalThis.source?.readyState === 1"), `${kind}: tab ${i} of ${size} is open`);
      tabs.push(tab);
    }
    if (stream.responses.size !== (isShared ? 1 : size)) throw new PlainError(`${kind}, ${name}: ${stream.responses.size} connections for ${size} tabs`);
    await pause(500);
    const idle = await spent(browser, seconds * 1000);
    const from = { sent: stream.sent, bytes: stream.bytes };
    const busy = await spent(browser, seconds * 1000, stream.send);
    for (const tab of tabs) await until(async () => (await tab.evaluate("count")) === stream.sent, `${kind}, ${name}: all ${stream.sent} events`);
    const events = (stream.sent - from.sent) * size;
    const result = { bytes: (stream.bytes - from.bytes) / events, us: (Math.max(busy - idle, 0) * 1000) / events };
    if (isShared && size > 1) result.handover = await handover(stream, tabs);
    return result;
  } finally {
    await browser.close();
    stream.close();
  }
}

/** Ms from the end of the tab with the connection until the next one's request is here. */
async function handover(stream, [first]) {
  const { asked } = stream;
  let came;
  const ended = new Promise((resolve) => [...stream.responses][0].once("close", () => resolve(performance.now())));
  const timer = setInterval(() => stream.asked > asked && (came ??= performance.now()), 1);
  await first.close();
  const end = await ended;
  await until(() => came, "the next tab's request");
  clearInterval(timer);
  return came - end;
}

const number = (value, digits = 0) => value.toFixed(digits);

await orExit(async () => {
  const rows = [["browser", "tabs", "", "bytes per event and tab", "CPU µs per event and tab", "hand-over, ms"]];
  const results = [];
  for (const kind of options.engines.split(","))
    for (const size of sizes)
      for (const name of ["EventSource", "SharedEventSource"]) {
        const result = await measure(kind, name, size);
        results.push({ kind, size, name, ...result });
        rows.push([kind, String(size), name === "EventSource" ? "separate" : "shared", number(result.bytes, 1), number(result.us), result.handover === undefined ? "" : number(result.handover)]);
        console.log(rows.at(-1).join("  "));
      }
  console.log(`\n${aligned(rows)}`);
  if (!options.write) return;
  writeResult("shared", results);
  writePart("shared", markdown(rows));
});
