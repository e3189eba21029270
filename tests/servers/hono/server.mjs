// Hono's streamSSE on @hono/node-server: what ../streams.mjs lists.
import fs from "node:fs";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { streamSSE } from "hono/streaming";

const EVENTS = JSON.parse(fs.readFileSync(new URL("../events.json", import.meta.url), "utf8"));
const HEARTBEAT = 50;
const RETRY = 10;

const streams = new Map();
function seenOf(c) {
  const key = c.req.query("key");
  if (!streams.has(key)) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    streams.set(key, { lastEventIds: [], gone: 0, released, release });
  }
  return streams.get(key);
}
const lastEventId = (c) => c.req.header("last-event-id") ?? null;

const app = new Hono();
app.use(cors({ origin: "*", exposeHeaders: ["WWW-Authenticate"] }));

app.get("/events", (c) =>
  streamSSE(c, async (stream) => {
    for (const event of EVENTS) await stream.writeSSE(event);
  }),
);

app.get("/burst", (c) =>
  streamSSE(c, async (stream) => {
    for (let n = 1; n <= 5000; n++) await stream.writeSSE({ data: String(n) });
  }),
);

app.get("/held", (c) =>
  streamSSE(c, async (stream) => {
    const seen = seenOf(c);
    stream.onAbort(() => seen.gone++);
    const last = lastEventId(c);
    await stream.writeSSE({ data: last === null ? "before" : `back after ${last}`, id: "1", retry: RETRY });
    void seen.released.then(() => stream.writeSSE({ data: "after", id: "2" }));
    while (!stream.aborted) {
      await stream.write(": heartbeat\n\n");
      await stream.sleep(HEARTBEAT);
    }
  }),
);

app.get("/resume", (c) => {
  const last = lastEventId(c);
  seenOf(c).lastEventIds.push(last);
  const first = Number(last) + 1;
  if (first > 9) return c.body(null, 204);
  return streamSSE(c, async (stream) => {
    for (let n = first; n < Math.min(first + 3, 10); n++) await stream.writeSSE({ data: String(n), id: String(n), retry: RETRY });
  });
});

app.get("/private", (c) => {
  const authorization = c.req.header("authorization");
  if (authorization !== "Bearer fresh") return c.json({ detail: "the token is not fresh" }, 401, { "WWW-Authenticate": "Bearer" });
  return streamSSE(c, (stream) => stream.writeSSE({ event: "who", data: JSON.stringify({ authorization, client: c.req.header("x-client") }), retry: RETRY }));
});

app.post("/chat", async (c) => {
  const seen = seenOf(c);
  seen.lastEventIds.push(lastEventId(c));
  const [first, ...others] = (await c.req.json()).prompt.split(" ");
  return streamSSE(c, async (stream) => {
    await stream.writeSSE({ data: first });
    await seen.released;
    for (const word of [...others, "[DONE]"]) await stream.writeSSE({ data: word });
  });
});

app.post("/release", (c) => {
  seenOf(c).release();
  return c.body(null, 204);
});

app.get("/seen", (c) => {
  const { lastEventIds, gone } = seenOf(c);
  return c.json({ lastEventIds, gone });
});

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.argv[2]) });
