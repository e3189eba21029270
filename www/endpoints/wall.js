// The wall: who signs in, what people post for those who follow them, and what they tell one of them.
//
// All of it is in memory and bounded. Whom a reader follows stands in the reader's request, so a server that was restarted, or a
// service worker that was stopped, has forgotten old posts and nothing else. IDs come from the clock, so they grow across a restart.
import { Body, eventStream, json } from "./body.js";

const RECONNECTION_TIME_MS = 1000;
const MAX_NAME = 24;
const MAX_TEXT = 280;
const MAX_POST_BYTES = 4096;
const MAX_ENTRIES = 200;
const MAX_READERS = 100;
/** Of one name. The oldest one makes room: a browser may not tell a service worker that a reader has left. */
const MAX_READERS_PER_NAME = 8;
/** As many as a page remembers. */
const MAX_FOLLOWED = 100;
/** What a reader gets who comes for the first time. */
const FIRST_ENTRIES = 20;
/** Whoever is back within this time has not checked in again. */
const ABSENCE_MS = 10_000;

// No control characters, and none that reverses the text around it.
const NAME = new RegExp(`^[^\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]{1,${MAX_NAME}}$`, "u");
const nameOf = (value) => {
  const name = typeof value === "string" ? value.normalize().trim() : "";
  return NAME.test(name) ? name : undefined;
};

/** The name in `Authorization: Bearer …`, which has it as base64 of UTF-8. It proves nothing: anybody may take any name. */
function readName(request) {
  try {
    const bytes = atob(/^Bearer ([A-Za-z0-9+/]+=*)$/.exec(request.headers.get("authorization") ?? "")[1]);
    return nameOf(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

const refuseName = () =>
  json(401, { error: `The wall needs a name of at most ${MAX_NAME} characters, as \`Authorization: Bearer\` and base64.` }, { "WWW-Authenticate": "Bearer" });

const written = ({ id, type, data }) => `event: ${type}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

/** Whether an entry is for this reader. */
function concerns({ name, followed }, { type, data }) {
  if (type === "direct") return data.to === name;
  return type === "checkin" || data.from === name || followed.has(data.from);
}

/** The wall's two handlers: `serve` for the stream, `post` for what is put on it. */
export function createWall(now = Date.now) {
  const entries = [];
  const readers = new Set();
  const left = new Map();
  let newest = 0;

  function put(type, data) {
    const time = now();
    newest = Math.max(newest + 1, time);
    const entry = { id: newest, type, data: { ...data, time } };
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) entries.shift();
    for (const reader of [...readers]) if (concerns(reader, entry)) send(reader, written(entry));
    return entry;
  }

  /** A reader that lags behind is cut off: it comes back with its last event ID. */
  function send(reader, text) {
    if (!reader.body.full) return reader.body.write(text);
    leave(reader);
    reader.body.break();
  }

  function serve(request) {
    const name = readName(request);
    if (!name) return refuseName();
    const own = [...readers].filter((reader) => reader.name === name);
    if (own.length >= MAX_READERS_PER_NAME) own[0].body.end();
    if (readers.size >= MAX_READERS) return json(503, { error: "The wall is full. Come back later." }, { "Retry-After": "5" });
    const followed = new Set(new URL(request.url).searchParams.getAll("follow").slice(0, MAX_FOLLOWED));
    const reader = { name, followed, body: new Body(() => leave(reader)) };
    reader.body.write(`retry: ${RECONNECTION_TIME_MS}\n\n${here()}${missed(reader, request.headers.get("last-event-id") ?? "")}`);
    readers.add(reader);
    if (own.length === 0 && !(now() - left.get(name) < ABSENCE_MS)) put("checkin", { name });
    return eventStream(reader.body);
  }

  /** Who is here: without an ID and a time, because nothing happened. */
  const here = () => [...new Set([...readers].map(({ name }) => name))].map((name) => written({ type: "checkin", data: { name } })).join("");

  function missed(reader, lastEventId) {
    const own = entries.filter((entry) => concerns(reader, entry));
    const due = /^\d{1,15}$/.test(lastEventId) ? own.filter(({ id }) => id > Number(lastEventId)) : own.filter(({ type }) => type !== "checkin").slice(-FIRST_ENTRIES);
    return due.map(written).join("");
  }

  function leave(reader) {
    readers.delete(reader);
    left.delete(reader.name);
    left.set(reader.name, now());
    if (left.size > MAX_READERS) left.delete(left.keys().next().value);
  }

  async function post(request) {
    const from = readName(request);
    if (!from) return refuseName();
    const body = await request.text();
    if (body.length > MAX_POST_BYTES) return json(413, { error: "That is longer than the wall is wide." });
    const { text, to } = read(body);
    if (!text || [...text].length > MAX_TEXT) return json(400, { error: `Send JSON with a text of at most ${MAX_TEXT} characters: {"text": "…"}.` });
    if (to !== undefined && !nameOf(to)) return json(400, { error: "There is nobody of that name." });
    const { id } = to === undefined ? put("forward", { from, text }) : put("direct", { from, to: nameOf(to), text });
    return json(201, { id });
  }

  return { serve, post };
}

function read(body) {
  try {
    const { text, to } = JSON.parse(body);
    return { text: typeof text === "string" ? text.trim() : "", to };
  } catch {
    return {};
  }
}
