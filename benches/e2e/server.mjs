// The server of the end-to-end benchmark. It is a separate process, so that its work is not measured.
//
// `/stream` sends all events as fast as the client reads, in writes of 64 KB that split events anywhere, then `event: done`.
// `/ticks?rate=R&seconds=S` sends stamped events one by one. `/hold` sends one event
// and stays open. `/time` answers with this process's clock.
import http from "node:http";
import { Readable } from "node:stream";
import { generate, workloads } from "../workloads.mjs";

const WRITE = 65_536;
const DONE = "event: done\ndata: done\n\n";
const now = () => performance.timeOrigin + performance.now();

/** Yields `events` events, repeating about a thousand different ones. */
function stream(events) {
  const { blocks } = generate(workloads.find(({ name }) => name === "LLM tokens"), 1 << 20);
  const text = Array.from({ length: events }, (_, i) => blocks[i % blocks.length]).join("");
  return Buffer.from(text + DONE);
}

function* writes() {
  for (let at = 0; at < bytes.length; at += WRITE) yield bytes.subarray(at, at + WRITE);
}

/** Sends the events that are due, each with its own write. */
function tick(rate, seconds, response) {
  const began = now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(((now() - began) / 1000) * rate, rate * seconds);
    for (; sent < due; sent++) response.write(`data: {"sent":${now()},"payload":"${"x".repeat(200)}"}\n\n`);
    if (sent < rate * seconds) return;
    clearInterval(timer);
    response.end(DONE);
  }, 1);
  response.on("close", () => clearInterval(timer));
}

const bytes = stream(Number(process.argv[2]));
const server = http.createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  const head = { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*" };
  if (url.pathname === "/time") return response.writeHead(200, { ...head, "Content-Type": "text/plain" }).end(String(now()));
  response.writeHead(200, head);
  if (url.pathname === "/ticks") tick(Number(url.searchParams.get("rate")), Number(url.searchParams.get("seconds")), response);
  else if (url.pathname === "/hold") response.write("data: 1\n\n");
  else Readable.from(writes()).on("error", () => response.destroy()).pipe(response);
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
