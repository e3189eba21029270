// Panel 3, the worker's half, for both kinds of service worker: one EventSource feeds every page that asked.
self.feedForPages = function feedForPages(EventSource) {
  const pages = new Map();
  let source;

  const toAll = (message) => pages.forEach((page) => page.postMessage(message));

  function connect(lastEventId) {
    source = new EventSource("../api/feed", { headers: { Authorization: "Bearer demo" }, lastEventId });
    source.addEventListener("open", () => toAll({ state: { readyState: source.readyState } }));
    source.addEventListener("tick", (event) => toAll({ tick: event.data, lastEventId: event.lastEventId }));
    source.addEventListener("error", (event) => {
      const { attempt, message, willReconnect } = event;
      const delay = willReconnect ? event.delay : undefined;
      const state = { readyState: source.readyState, lastEventId: source.lastEventId, attempt, delay, message };
      toAll({ state });
    });
  }

  self.addEventListener("install", () => self.skipWaiting());

  self.addEventListener("message", ({ data, source: page }) => {
    if (data.type === "leave") {
      pages.delete(page.id);
      if (pages.size === 0) source?.close();
      return;
    }
    const isNew = !pages.has(page.id);
    pages.set(page.id, page);
    // The browser may have stopped the worker that this page knew: go on after what the page has seen.
    if (!source || source.readyState === EventSource.CLOSED) connect(data.lastEventId);
    else if (isNew) page.postMessage({ state: { readyState: source.readyState, lastEventId: source.lastEventId } });
  });
};
