// What the servers of the examples answer: by path, one script for each request in turn, the last one for all others
// (tests/server/script.mjs).

const head = (status, headers) => ({ status, headers });
const stream = (...chunks) => [head(200), ...chunks.map((write) => ({ write }))];
const ended = (...chunks) => [...stream(...chunks), { end: true }];
const refused = (status, text, headers) => [head(status, { "Content-Type": "text/plain", ...headers }), { write: text }, { end: true }];
const AT_ONCE = { "Retry-After": "0" };

const hello = "data: hello\n\n";
const tick = "id: 1\nevent: tick\ndata: 12:00\n\n";

export const answers = {
  ticks: { "/stream": [stream(hello, tick)] },
  "ticks-ended": { "/stream": [ended(hello, tick)] },
  expired: { "/stream": [refused(401, "token expired", AT_ONCE), stream(hello)] },
  busy: { "/stream": [refused(503, "busy", AT_ONCE), stream(hello)] },
  chat: { "/v1/chat": [stream('data: {"text":"Hello"}\n\ndata: {"text":"to you."}\n\n', "data: [DONE]\n\n")] },
};
