// The network as this page sees it: a `fetch` that watches the requests of a source, and disturbs them on demand. What it does to them is
// simulated, here in the page; the class knows nothing of it.

const lost = (why) => new TypeError(`the network was lost (simulated: ${why})`);

/** `tell(kind, what)` is called with each request, response, chunk and disturbance. */
export function createNetwork(tell) {
  const bodies = new Set();
  let isOffline = false;
  let refusals = 0;
  let stalled;

  async function watchedFetch(url, init) {
    tell("request", { url: String(url), headers: { ...init.headers } });
    if (isOffline) throw lost("offline");
    if (refusals > 0) {
      refusals--;
      return told(new Response("The server is busy (simulated).", { status: 503, headers: { "Retry-After": "1" } }));
    }
    const response = await fetch(url, init);
    // The class sees the real response, whose body has an ear at it.
    if (response.body) Object.defineProperty(response, "body", { value: watched(response.body) });
    return told(response);
  }

  function told(response) {
    tell("response", { status: response.status, headers: [...response.headers] });
    return response;
  }

  function watched(body) {
    const reader = body.getReader();
    const one = {};
    bodies.add(one);
    return new ReadableStream(
      {
        start(controller) {
          one.lose = (why) => {
            bodies.delete(one);
            controller.error(lost(why));
            reader.cancel().catch(() => {});
          };
        },
        async pull(controller) {
          const { done, value } = await reader.read();
          await stalled?.over;
          if (!bodies.has(one)) return;
          if (done) {
            bodies.delete(one);
            return controller.close();
          }
          tell("bytes", { bytes: value });
          controller.enqueue(value);
        },
        cancel(reason) {
          bodies.delete(one);
          return reader.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** What the environment would say, said by the page. */
  function pretend(target, properties, event) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined) delete target[name];
      else Object.defineProperty(target, name, { configurable: true, value });
    }
    (target === document ? document : globalThis).dispatchEvent(new Event(event));
  }

  const drop = (why) => [...bodies].forEach((body) => body.lose(why));

  return {
    fetch: watchedFetch,
    drop() {
      tell("simulated", { text: "connection dropped" });
      drop("dropped");
    },
    refuse() {
      refusals++;
      tell("simulated", { text: "the next request gets 503" });
    },
    stall(on) {
      tell("simulated", { text: on ? "stalled: nothing arrives" : "flows again" });
      stalled?.end();
      let end;
      const over = new Promise((resolve) => (end = resolve));
      stalled = on ? { over, end } : undefined;
    },
    offline(on) {
      isOffline = on;
      tell("simulated", { text: on ? "offline" : "online" });
      pretend(navigator, { onLine: on ? false : undefined }, on ? "offline" : "online");
      if (on) drop("offline");
    },
    hide(on) {
      tell("simulated", { text: on ? "page hidden" : "page seen" });
      pretend(document, on ? { hidden: true, visibilityState: "hidden" } : { hidden: undefined, visibilityState: undefined }, "visibilitychange");
    },
  };
}
