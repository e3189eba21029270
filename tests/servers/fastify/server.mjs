// Fastify with @fastify/sse: what ../streams.mjs lists.
import fs from "node:fs";
import sse from "@fastify/sse";
import Fastify from "fastify";

const EVENTS = JSON.parse(fs.readFileSync(new URL("../events.json", import.meta.url), "utf8"));
const RETRY = 10;

const streams = new Map();
function seenOf(request) {
  const { key } = request.query;
  if (!streams.has(key)) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    streams.set(key, { lastEventIds: [], gone: 0, released, release });
  }
  return streams.get(key);
}
const lastEventId = (request) => request.headers["last-event-id"] ?? null;

const app = Fastify();
await app.register(sse, { heartbeatInterval: 50, serializer: String });

app.get("/events", { sse: "only" }, (request, reply) => reply.sse.send(async function* () { yield* EVENTS; }()));

app.get("/burst", { sse: "only" }, (request, reply) =>
  reply.sse.send(async function* () {
    for (let n = 1; n <= 5000; n++) yield { data: n };
  }()));

app.get("/held", { sse: "only" }, async (request, reply) => {
  const seen = seenOf(request);
  const last = lastEventId(request);
  reply.sse.keepAlive();
  reply.sse.onClose(() => seen.gone++);
  await reply.sse.send({ data: last === null ? "before" : `back after ${last}`, id: "1", retry: RETRY });
  void seen.released.then(() => reply.sse.send({ data: "after", id: "2" }));
});

app.get("/resume", { sse: "manual" }, async (request, reply) => {
  const last = lastEventId(request);
  seenOf(request).lastEventIds.push(last);
  const first = Number(last) + 1;
  if (first > 9) return reply.code(204).send();
  for (let n = first; n < Math.min(first + 3, 10); n++) await reply.sse.send({ data: n, id: n, retry: RETRY });
});

app.get("/private", { sse: "manual" }, async (request, reply) => {
  const { authorization, "x-client": client } = request.headers;
  if (authorization !== "Bearer fresh") return reply.code(401).header("WWW-Authenticate", "Bearer").send({ detail: "the token is not fresh" });
  await reply.sse.send({ event: "who", data: JSON.stringify({ authorization, client }), retry: RETRY });
});

app.post("/chat", { sse: "only" }, async (request, reply) => {
  const seen = seenOf(request);
  seen.lastEventIds.push(lastEventId(request));
  const [first, ...others] = request.body.prompt.split(" ");
  await reply.sse.send({ data: first });
  await seen.released;
  for (const word of [...others, "[DONE]"]) await reply.sse.send({ data: word });
});

app.post("/release", async (request, reply) => {
  seenOf(request).release();
  return reply.code(204).send();
});

app.get("/seen", async (request) => {
  const { lastEventIds, gone } = seenOf(request);
  return { lastEventIds, gone };
});

await app.listen({ host: "127.0.0.1", port: Number(process.argv[2]) });
