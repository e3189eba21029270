// How the suite begins in each scope of a browser.
import { runSuite } from "../suite.mjs";

/** @param exports the package under test */
export function begin(exports) {
  // The class has to do without the browser's own one.
  delete self.EventSource;
  const settings = new URLSearchParams(location.search);
  if (!("ServiceWorkerGlobalScope" in self)) return void runSuite(exports, settings);
  self.addEventListener("install", () => self.skipWaiting());
  let running;
  // The page goes on sending messages: each one prolongs the worker's life.
  self.addEventListener("message", (event) => event.waitUntil((running ??= runSuite(exports, settings))));
}
