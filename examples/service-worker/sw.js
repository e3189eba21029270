import { EventSource } from "/node_modules/eventsource-wasm/dist/index.js";

let source;

/** One source, however many tabs ask. When it fails for good, the next message tries again. */
function follow() {
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource("/feed", { headers: { Authorization: "Bearer demo" } });
  source.addEventListener("tick", async ({ data }) => {
    const tick = JSON.parse(data);
    for (const tab of await clients.matchAll()) tab.postMessage(tick);
  });
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  follow();
  event.waitUntil(new Promise((resolve) => setTimeout(resolve, 25_000)));
});
