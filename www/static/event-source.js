// The service worker that is the static site's server: it streams what the Node server would have streamed.
import { answerBelow } from "./answer.js";

const answer = answerBelow(new URL("./", self.location));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", ({ data }) => data === "claim" && self.clients.claim());
self.addEventListener("fetch", (event) => {
  const response = answer(event.request);
  if (response) event.respondWith(response);
});
