// Starts the scope that the page's URL names.
const settings = new URLSearchParams(location.search);
const [scope, kind] = settings.get("scope").split("-");
const script = (kind === "classic" ? "/bundle/classic.js" : "/tests/behaviour/scopes/module.mjs") + location.search;
const options = { type: kind === "classic" ? "classic" : "module" };

/** Reports that the scope could not be started. Everything else is reported by the scope itself. */
function failed(error) {
  const result = { failed: { name: "starting the scope", error: String(error?.message ?? error) }, done: true };
  void fetch(`${settings.get("other")}/result?run=${settings.get("run")}`, { method: "POST", body: JSON.stringify(result) });
}

const starters = {
  window: () => import(script),
  worker() {
    // A global variable keeps the worker from being garbage-collected.
    self.worker = new Worker(script, options);
    self.worker.onerror = (event) => failed(event.message);
  },
  sharedworker() {
    self.worker = new SharedWorker(script, options);
    self.worker.onerror = (event) => failed(event.message ?? "the shared worker's script failed");
  },
  async serviceworker() {
    const registration = await navigator.serviceWorker.register(script, { ...options, scope: kind === "classic" ? "/bundle/" : "/tests/behaviour/scopes/" });
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const isActive = () => worker.state === "activated";
    if (!isActive()) await new Promise((resolve) => (worker.onstatechange = () => isActive() && resolve()));
    worker.postMessage("run");
    setInterval(() => worker.postMessage("stay"), 5000);
  },
};

Promise.resolve().then(starters[scope]).catch(failed);
