// What the servers of the examples answer: by path, one script for each request in turn, the last one for all others
// (tests/server/script.mjs).

const head = (status, headers) => ({ status, headers });
const stream = (...chunks) => [head(200), ...chunks.map((write) => ({ write }))];
const ended = (...chunks) => [...stream(...chunks), { end: true }];
const refused = (status, text, headers) => [head(status, { "Content-Type": "text/plain", ...headers }), { write: text }, { end: true }];
const AT_ONCE = { "Retry-After": "0" };

const hello = "data: hello\n\n";
const tick = "id: 1\nevent: tick\ndata: 12:00\n\n";

/** Comments, for longer than an example takes. */
const alive = Array.from({ length: 300 }, () => [{ pause: 100 }, { write: ":\n" }]).flat();
const json = (value) => `data: ${JSON.stringify(value)}\n\n`;
const typed = (value) => `event: ${value.type}\n${json(value)}`;
const named = (type, value) => `event: ${type}\n${json(value)}`;
const progress = (message) => json({ jsonrpc: "2.0", method: "notifications/progress", params: { progressToken: 1, message } });
const part = (delta) => json({ type: "text-delta", id: "t1", delta });
const DONE = "data: [DONE]\n\n";
const delta = (content) => json({ choices: [{ index: 0, delta: { content } }] });
const responses = (...list) => list.map(({ type, ...rest }, i) => typed({ type: `response.${type}`, sequence_number: i, ...rest }));
const block = (text) => typed({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });

export const answers = {
  mercure: {
    "/books/1": [[head(200, { "Content-Type": "application/json", Link: '</.well-known/mercure>; rel="mercure"; last-event-id="urn:1"' }), { write: "{}" }, { end: true }]],
    "/.well-known/mercure": [stream("id: urn:2\ndata: new title\n\n")],
  },
  "mercure-gap": { "/.well-known/mercure": [[head(200, { "Mercure-Last-Event-ID": "earliest" }), { write: ":\n" }]] },
  ticks: { "/stream": [stream(hello, tick)] },
  "ticks-ended": { "/stream": [ended(hello, tick)] },
  expired: { "/stream": [refused(401, "token expired", AT_ONCE), stream(hello)] },
  unauthorized: { "/stream": [refused(401, "no")] },
  busy: { "/stream": [refused(503, "busy", AT_ONCE), stream(hello)] },
  unavailable: { "/stream": [refused(503, "down", AT_ONCE)] },
  forbidden: { "/stream": [refused(404, "not yet"), refused(403, "no")] },
  nothing: { "/stream": [ended()] },
  silent: { "/stream": [stream("retry: 10\n"), [...stream(hello), ...alive]] },
  endless: { "/stream": [stream(`${hello}data: ${"x".repeat(2000)}`)] },
  none: {},
  "forbidden-json": { "/stream": [refused(403, '{"error":"not_a_member"}')] },
  failures: {
    "/cut": [[...stream(hello), { destroy: true }]],
    "/end": [ended()],
    "/status": [refused(404, "nothing here")],
    "/html": [refused(200, "<!doctype html>", { "Content-Type": "text/html" })],
    "/stop": [[head(204), { end: true }]],
    "/silent": [stream(":\n")],
    "/never": [[{ wait: "for ever" }]],
    "/endless": [stream(`data: ${"x".repeat(2000)}`)],
  },
  "refuses-origin": ({ other }) => ({
    "/stream": [[{ ...head(200), cors: false }, { write: hello }]],
    "/redirect": [[head(307, { Location: `${other}/stream` }), { end: true }]],
  }),
  drops: { "/stream": [ended("retry: 10\nid: 1\ndata: first\n\n"), stream("data: second\n\n")] },
  "drops-late": { "/stream": [stream("retry: 100000\nid: 1\ndata: first\n\n"), stream("data: second\n\n")] },
  "drops-slowly": { "/stream": [ended("retry: 1000\nid: 1\ndata: first\n\n"), stream("data: second\n\n")] },
  redirected: ({ other }) => ({ "/stream": [[head(307, { Location: `${other}/moved` }), { end: true }]], "/moved": [stream(hello)] }),
  cookie: { "/log-in": [[head(204, { "Set-Cookie": "session=s1; Path=/" }), { end: true }]], "/stream": [stream(hello)] },

  chat: { "/v1/chat": [stream('data: {"text":"Hello"}\n\ndata: {"text":"to you."}\n\n', DONE)] },
  "chat-open": { "/v1/chat": [stream('data: {"text":"Hello"}\n\n')] },
  "chat-ended": { "/v1/chat": [ended('data: {"text":"Hello"}\n\n')] },
  "cut-short": { "/v1/chat": [ended("data: Hello\n\n")] },
  limited: { "/v1/chat": [refused(429, '{"error":"too many requests"}', { "Retry-After": "60" })] },
  "limited-once": { "/v1/chat": [refused(429, "too many requests", AT_ONCE), ended("data: Hello\n\n")] },
  resumable: { "/v1/answers": [ended("retry: 10\nid: 1\ndata: Hello\n\n"), stream("id: 2\ndata: to you.\n\nevent: done\ndata:\n\n")] },
  job: { "/job": [stream("event: progress\ndata: 50\n\n", "event: progress\ndata: 100\n\n", "event: done\ndata: ok\n\n", "data: never\n\n")] },
  openai: { "/v1/chat/completions": [stream(json({ choices: [{ index: 0, delta: { role: "assistant" } }] }), delta("Hello"), delta(" to you."), json({ choices: [], usage: {} }), DONE)] },
  responses: {
    "/v1/responses": [ended("retry: 10\n", ...responses({ type: "created", response: { id: "r1" } }, { type: "output_text.delta", delta: "Hello" }))],
    "/v1/responses/r1": [stream(...responses({}, {}, { type: "output_text.delta", delta: "to you." }, { type: "completed" }).slice(2))],
  },
  mcp: {
    "/mcp": [
      ended("id: e0\nretry: 10\ndata: \n\n", `id: e1\n${progress("one")}`),
      stream(`id: e2\n${progress("two")}`, json({ jsonrpc: "2.0", id: 1, result: { content: [{ type: "text", text: "one two" }] } })),
    ],
  },
  langgraph: {
    "/threads/t1/runs/stream": [[head(200, { "Content-Location": "/threads/t1/runs/r1" }), { write: `retry: 10\nid: 0\n${named("metadata", {})}id: 1\n${named("custom", { text: "Hello" })}` }, { destroy: true }]],
    "/threads/t1/runs/r1/stream": [ended(`id: 2\n${named("custom", { text: "to you." })}`)],
  },
  "ai-sdk": {
    "/api/chat": [ended("retry: 10\n", part("Hello"))],
    "/api/chat/c1/stream": [stream(part("Hello"), part("to you."), DONE)],
  },
  "ai-sdk-resume-at": {
    "/api/chat": [ended("retry: 10\n", part("Hello"))],
    "/api/chat/c1/stream": [stream(part("to you."), DONE)],
  },
  anthropic: {
    "/v1/messages": [stream(typed({ type: "message_start", message: {} }), typed({ type: "ping" }), block("Hello"), block(" to you."), typed({ type: "message_stop" }))],
  },
};
