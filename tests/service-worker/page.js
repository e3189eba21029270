// Registers the worker of the page's query, and keeps what it posts.
const { searchParams } = new URL(location.href);
self.received = [];
self.native = "EventSource" in self;
navigator.serviceWorker.addEventListener("message", ({ data }) => self.received.push(data));
const registration = await navigator.serviceWorker.register(`/tests/service-worker/worker.js?${searchParams}`, { scope: "/tests/service-worker/" });
const worker = registration.installing ?? registration.waiting ?? registration.active;
while (worker.state !== "activated") await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
/** A stopped worker is started by it. */
self.wake = () => registration.active.postMessage("go on");
self.wake();
if (searchParams.has("wake")) setInterval(self.wake, 20_000);
