import { entries } from "./entries.js";
import { useAll } from "./use.js";
import wasm from "./wasm.js";
import { registerServiceWorker, startWorker } from "./workers.js";

/** What the other side answers, or why it cannot. */
function ask(target) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    target.onerror = ({ message }) => reject(new Error(message || "it could not be loaded"));
    target.postMessage("use", [port2]);
  });
}

const scopes = {
  page: () => useAll(entries, { origin: location.origin, wasm }),
  worker: () => ask(startWorker()),
  async "service worker"() {
    const registration = await registerServiceWorker();
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    if (worker.state !== "activated")
      await new Promise((resolve, reject) => {
        worker.onstatechange = () => (worker.state === "activated" ? resolve() : worker.state === "redundant" && reject(new Error("it is redundant")));
      });
    return ask(worker);
  },
};

const came = {};
for (const [name, run] of Object.entries(scopes)) came[name] = await run().catch(String);
globalThis.came = came;
