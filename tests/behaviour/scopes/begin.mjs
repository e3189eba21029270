// How the suite begins in each scope of a browser.
import { runSuite } from "../suite.mjs";

/** @param EventSource the class under test */
export function begin(EventSource) {
  // The class has to do without the browser's own one.
  delete self.EventSource;
  const settings = new URLSearchParams(location.search);
  if (!("ServiceWorkerGlobalScope" in self)) return void runSuite(EventSource, settings);
  self.addEventListener("install", () => self.skipWaiting());
  let running;
  // The page goes on sending messages: each one prolongs the worker's life.
  self.addEventListener("message", (event) => event.waitUntil((running ??= runSuite(EventSource, settings))));
}
