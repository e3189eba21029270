// `node tests/service-worker/run.mjs`: a service worker holds the stream, pages have no native class; the worker is stopped, and
// comes back with the last event ID that it has stored. How long browsers let one live: measure.mjs.
import { startServer } from "../server/server.mjs";
import { startBrowser } from "../behaviour/browsers.mjs";

const LIMIT = 30_000;
const page = { type: "text/html", text: '<!doctype html><meta charset="utf-8"><title>service worker</title><script>delete self.EventSource</script><script type="module" src="/tests/service-worker/page.js"></script>' };
const browsers = process.argv.length > 2 ? process.argv.slice(2) : ["chromium", "firefox"];
/** Firefox cannot be told to stop a worker, but to have less patience than its half a minute. */
const IMPATIENT = { "dom.serviceWorkers.idle_timeout": 1000, "dom.serviceWorkers.idle_extended_timeout": 1000 };
const events = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => `id: ${from + at}\ndata: ${from + at}\n\n`).join("");

/** Asks the page again and again until `probe` gives something true. */
async function until(tab, what, probe, ...args) {
  const deadline = Date.now() + LIMIT;
  for (;;) {
    const value = await tab.evaluate(probe, ...args);
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${LIMIT} ms; received ${JSON.stringify(await tab.evaluate(() => self.received))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

class Stream {
  constructor({ origin, other }, key) {
    this.url = `${origin}/stream/${key}`;
    this.ask = async (what, init) => (await fetch(`${other}${what}${what.includes("?") ? "&" : "?"}key=${key}`, init)).json();
  }

  script = (...connections) => this.ask("/script", { method: "POST", body: JSON.stringify(connections) });

  async log(requests, closed) {
    const log = await this.ask(`/log?requests=${requests}&closed=${closed}`);
    if (!log.complete) throw new Error(`the server did not see ${requests} requests with ${closed} closed, but ${JSON.stringify(log.requests)}`);
    return log.requests;
  }
}

/** A stopped worker closes its connection; `log` of the server waits for that. */
async function stopWorkers(kind, tab) {
  if (kind !== "chromium") return;
  const session = await tab.createCDPSession();
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
}

const open = async (browser, server, stream, more = "") => {
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => console.log(`  ${error.message ?? error}`));
  await tab.goto(`${server.origin}/service-worker?stream=${encodeURIComponent(stream.url)}${more}`);
  await until(tab, "a service worker", () => self.wake !== undefined);
  return tab;
};

async function comesBack(kind, server) {
  const browser = await startBrowser(kind, { prefs: IMPATIENT });
  try {
    const stream = new Stream(server, `${kind}-back`);
    await stream.script([{ status: 200 }, { write: ":\n" }, { wait: "both pages" }, { write: events(1, 5) }], [{ status: 200 }, { write: events(6, 8) }]);
    const tab = await open(browser, server, stream, "&hold");
    const other = await open(browser, server, stream, "&hold");
    await stream.log(1, 0);
    await stream.ask("/signal?name=both pages");
    for (const one of [tab, other]) {
      if (await one.evaluate(() => self.native)) throw new Error("the page has the browser's own class");
      await until(one, "five events", () => self.received.length >= 5);
    }
    // The last one was stored behind its delivery.
    await until(tab, "the stored ID", async () => (await (await (await caches.open("last-event-id")).match("/last-event-id"))?.text()) === "5");
    await stopWorkers(kind, tab);
    await stream.log(1, 1);
    await tab.evaluate(() => self.wake());
    for (const one of [tab, other]) {
      await until(one, "eight events", () => self.received.length >= 8);
      const ids = await one.evaluate(() => self.received.map(({ lastEventId }) => lastEventId).join());
      if (ids !== "1,2,3,4,5,6,7,8") throw new Error(`a page received ${ids}`);
    }
    const [, second] = await stream.log(2, 1);
    if (second.lastEventId !== "5") throw new Error(`the worker came back with Last-Event-ID ${second.lastEventId}`);
  } finally {
    await browser.close();
  }
}

const server = await startServer({ pages: { "/service-worker": page } });
let passed = 0;
let failed = 0;
try {
  for (const kind of browsers) {
    try {
      await comesBack(kind, server);
      passed++;
      console.log(`ok      ${kind}: a worker that was stopped comes back with the ID that it has stored; two pages get every event once`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${kind}: ${error.stack ?? error}`);
    }
  }
} finally {
  await server.close();
}
console.log(`service-worker: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
