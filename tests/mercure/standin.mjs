// A stand-in for a hub of Mercure 1.0 (draft 08 of the specification, August 2026): none of npm, PyPI or Debian has one. Exact and
// `:name` matchers, private updates, tokens that end the connection, a short history, `Mercure-Last-Event-ID`.
import http from "node:http";
import { text as textOf } from "node:stream/consumers";
import { verify } from "./jwt.mjs";

export const SECRET = "a secret of the stand-in, which is long enough";
export const DETAIL = "https://mercure.rocks/authorization-detail";
/** So few updates are kept that a gap is easily made. */
const KEPT = 4;
const TYPES = new Set(["match", "match_exact", "match_urlpattern"]);

/** A URL pattern, as far as the tests use them. */
const pattern = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\/:[a-z]+/g, "/[^/]+")}$`);
const matches = (type, value, topic) => value === "*" || (type.endsWith("urlpattern") ? pattern(value).test(topic) : value === topic);

export async function startStandIn() {
  const history = [];
  const subscribers = new Set();
  let count = 0;

  function granted(request) {
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    return token && (verify(token, SECRET, "at+jwt") ?? "invalid");
  }
  const mayRead = (claims, topic) =>
    (claims?.authorization_details ?? []).some(({ type, actions, topics }) => type === DETAIL && actions.includes("subscribe") && topics.some(({ match, match_type = "exact" }) => matches(match_type, match, topic)));

  async function publish(request, response) {
    const form = new URLSearchParams(await textOf(request));
    const update = { id: form.get("id") ?? `urn:update:${++count}`, topic: form.get("topic"), data: form.get("data"), isPrivate: form.has("private") };
    history.push(update);
    // What is discarded is still somebody's last event, of which the hub knows nothing.
    history.splice(0, history.length - KEPT);
    for (const send of subscribers) send(update);
    response.end(update.id);
  }

  function subscribe(request, response, query) {
    const claims = granted(request);
    if (claims === "invalid") return response.writeHead(401, { "WWW-Authenticate": 'Bearer error="invalid_token"' }).end();
    const matchers = [...query].filter(([name]) => /^match/i.test(name));
    if (matchers.length === 0 || matchers.some(([name]) => !TYPES.has(name))) return response.writeHead(400).end();
    const send = ({ id, topic, data, isPrivate }) => {
      if (matchers.some(([type, value]) => matches(type, value, topic)) && (!isPrivate || mayRead(claims, topic))) response.write(`id: ${id}\ndata: ${data}\n\n`);
    };
    const asked = request.headers["last-event-id"] ?? query.get("last_event_id");
    const at = history.findIndex(({ id }) => id === asked);
    response.writeHead(200, { "Content-Type": "text/event-stream", ...(asked && { "Mercure-Last-Event-ID": at < 0 ? "earliest" : asked }) });
    response.write(":\n");
    if (asked) history.slice(at + 1).forEach(send);
    subscribers.add(send);
    const timer = claims && setTimeout(() => response.end(), claims.exp * 1000 - Date.now());
    response.once("close", () => (subscribers.delete(send), clearTimeout(timer)));
  }

  const server = http.createServer((request, response) => {
    if (request.method === "POST") return publish(request, response);
    subscribe(request, response, new URL(request.url, "http://hub").searchParams);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
