// A service worker that feeds its pages from a stream, and goes on where it was when the browser has stopped it in between.
importScripts("/dist/eventsource-wasm.iife.js");
// Neither the pages nor this worker have the browser's own class.
delete self.EventSource;
const { EventSource } = self.EventSourceWasm;

const parameters = new URLSearchParams(location.search);
const STORE = "last-event-id";
const KEY = `/${STORE}`;

/** Kept by the browser, not by the worker: that may be gone at any time. */
const stored = async () => (await (await caches.open(STORE)).match(KEY))?.text() ?? "";
const store = async (id) => (await caches.open(STORE)).put(KEY, new Response(id));

let running;

/** Resolves when the stream is closed. */
async function feed() {
  const source = new EventSource(parameters.get("stream"), { lastEventId: await stored() });
  for await (const { data, lastEventId } of source) {
    for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage({ data, lastEventId });
    // Behind the delivery: who is stopped in between delivers an event twice, with the same ID, and never loses one.
    await store(lastEventId);
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("message", (event) => {
  running ??= feed();
  // Without it the browser stops the worker after half a minute, whatever it reads.
  if (parameters.has("hold")) event.waitUntil(running);
});
