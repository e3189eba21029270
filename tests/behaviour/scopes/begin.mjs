// Starts the suite in any scope of a browser.
import { runSuite } from "../suite.mjs";

/** @param exports the package under test */
export function begin(exports) {
  // The class must not use the browser's own.
  delete self.EventSource;
  const settings = new URLSearchParams(location.search);
  if (!("ServiceWorkerGlobalScope" in self)) return void runSuite(exports, settings);
  self.addEventListener("install", () => self.skipWaiting());
  let running;
  // The page keeps sending messages, because each one extends the worker's life.
  self.addEventListener("message", (event) => event.waitUntil((running ??= runSuite(exports, settings))));
}
