// The live feed: numbered `tick` events behind a token, resumable by Last-Event-ID.
//
// A tick's number comes from the clock and its content from its number. So the history needs no store, and a server
// that was restarted replays exactly what its predecessor would have sent in the meantime.
import { Body, eventStream, json } from "./body.js";

const TICK_MS = 250;
const TOKEN = "Bearer demo";
const RECONNECTION_TIME_MS = 1000;
// Without a Last-Event-ID a reader gets the last half minute, enough to draw a line.
const FIRST_TICKS = 30_000 / TICK_MS;
// One hour of history: who was away for longer sees the rest counted as lost.
const KEPT_TICKS = 3_600_000 / TICK_MS;

const STOCKS = [
  { symbol: "RUST", base: 214 },
  { symbol: "WASM", base: 96 },
  { symbol: "HTTP", base: 151 },
  { symbol: "SSE", base: 48 },
];

const newest = () => Math.floor(Date.now() / TICK_MS);

/** The feed's request handler, `cut()` for the page's button, `stop()`, and how many `readers()` there are. */
export function createFeed() {
  const readers = new Set();
  let timer;

  function serve(request) {
    if (request.headers.get("authorization") !== TOKEN) {
      return json(401, { error: "This feed needs the header `Authorization: Bearer demo`." }, { "WWW-Authenticate": "Bearer" });
    }
    const lastEventId = request.headers.get("last-event-id") ?? "";
    const reader = { body: new Body(() => leave(reader)), sent: startAfter(lastEventId) };
    // Says which ID arrived here: the page and its test compare it with the one they had seen.
    const resumed = { lastEventId, replayed: lastEventId ? newest() - reader.sent : 0 };
    reader.body.write(`retry: ${RECONNECTION_TIME_MS}\nevent: resumed\ndata: ${JSON.stringify(resumed)}\n\n`);
    catchUp(reader);
    readers.add(reader);
    timer ??= setInterval(() => readers.forEach(catchUp), TICK_MS);
    return eventStream(reader.body);
  }

  // Without readers nothing runs: a service worker without work may sleep.
  function leave(reader) {
    readers.delete(reader);
    if (readers.size === 0) stop();
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
  }

  /** Cuts every connection in the middle of an event, the nastiest place. Returns how many there were. */
  function cut() {
    const victims = [...readers];
    for (const reader of victims) {
      leave(reader);
      reader.body.write(tick(reader.sent + 1).slice(0, -20));
      reader.body.break();
    }
    return victims.length;
  }

  return { serve, cut, stop, readers: () => readers.size };
}

function startAfter(lastEventId) {
  const now = newest();
  if (!/^\d{1,15}$/.test(lastEventId)) return now - FIRST_TICKS;
  return Math.min(Math.max(Number(lastEventId), now - KEPT_TICKS), now);
}

/** Sends all that is due. A reader that is slow is left alone until its buffer drains: nothing is skipped. */
function catchUp(reader) {
  if (reader.body.full) return;
  const now = newest();
  let text = "";
  while (reader.sent < now) text += tick(++reader.sent);
  if (text) reader.body.write(text);
}

function tick(number) {
  const stock = STOCKS[number % STOCKS.length];
  const price = priceAt(stock, number);
  const data = { symbol: stock.symbol, price, time: new Date(number * TICK_MS).toISOString() };
  return `event: tick\nid: ${number}\ndata: ${JSON.stringify(data)}\n\n`;
}

// A few waves of different length over a little noise look enough like a market.
function priceAt({ base }, number) {
  const waves = Math.sin(number / 37 + base) + 0.6 * Math.sin(number / 11 + base * 3) + 2 * Math.sin(number / 900);
  const noise = ((Math.imul(number ^ (base << 7), 2654435761) >>> 16) / 65535 - 0.5) * 0.9;
  return Math.round(base * (1 + (waves + noise) / 120) * 100) / 100;
}
