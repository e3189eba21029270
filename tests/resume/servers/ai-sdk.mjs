// The routes of the AI SDK's guide to resuming (POST /api/chat, GET /api/chat/ID/stream), made of `ai` and `resumable-stream`, with
// memory in the place of Redis.
import http from "node:http";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { createUIMessageStream, createUIMessageStreamResponse, UI_MESSAGE_STREAM_HEADERS } from "ai";
import { createResumableStreamContext } from "resumable-stream/generic";
import { pause, WORDS } from "./words.mjs";

const values = new Map();
const channels = new Map();
const publisher = {
  connect: async () => {},
  publish: async (channel, message) => channels.get(channel)?.(message),
  set: async (key, value) => void values.set(key, value),
  get: async (key) => values.get(key) ?? null,
  incr: async (key) => (values.set(key, Number(values.get(key) ?? 0) + 1), values.get(key)),
};
const subscriber = {
  connect: async () => {},
  subscribe: async (channel, callback) => void channels.set(channel, callback),
  unsubscribe: async (channel) => void channels.delete(channel),
};
const context = createResumableStreamContext({ waitUntil: null, publisher, subscriber });

/** By chat: an answer ends only once the proxy cuts no more, since it cannot be resumed after that. */
const gates = new Map();

function gateOf(chat) {
  if (!gates.has(chat)) {
    let open;
    gates.set(chat, { opened: new Promise((resolve) => (open = resolve)), open });
  }
  return gates.get(chat);
}

function answerTo(chat, { isBrief }) {
  const stream = createUIMessageStream({
    async execute({ writer }) {
      writer.write({ type: "start" });
      writer.write({ type: "text-start", id: "t" });
      for (const delta of WORDS) {
        if (!isBrief) await pause();
        writer.write({ type: "text-delta", id: "t", delta });
      }
      writer.write({ type: "text-end", id: "t" });
      writer.write({ type: "finish" });
      if (!isBrief) await gateOf(chat).opened;
    },
  });
  return createUIMessageStreamResponse({ stream, consumeSseStream: ({ stream }) => context.createNewResumableStream(chat, () => stream) });
}

async function resume(chat, resumeAt) {
  const stream = await context.resumeExistingStream(chat, resumeAt ? Number(resumeAt) : undefined);
  return stream ? new Response(stream.pipeThrough(new TextEncoderStream()), { headers: UI_MESSAGE_STREAM_HEADERS }) : new Response(null, { status: 204 });
}

async function route(request) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (request.method === "POST" && pathname === "/api/chat") {
    const { id, isBrief } = await json(request);
    return [id, answerTo(id, { isBrief })];
  }
  const chat = /^\/api\/chat\/(.+)\/stream$/.exec(pathname)?.[1];
  return chat ? [chat, await resume(chat, searchParams.get("resumeAt"))] : [undefined, new Response(null, { status: 404 })];
}

http
  .createServer(async (request, response) => {
    const [chat, { status, headers, body }] = await route(request);
    response.writeHead(status, Object.fromEntries(headers));
    if (!body) return response.end();
    response.flushHeaders();
    const stream = Readable.fromWeb(body).on("error", () => {});
    response.on("close", () => stream.destroy());
    stream.pipe(response);
    if (request.headers["x-uncut"]) gateOf(chat).open();
  })
  .listen(Number(process.argv[2]), "127.0.0.1");
