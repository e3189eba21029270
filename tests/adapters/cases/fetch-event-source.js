// What users of @microsoft/fetch-event-source call, and what they count on.

const STREAM = { status: 200 };
const END = { end: true };
// Nothing is cut before its head: Chromium itself sends such a request again.
/** Two connections: the first is cut after its event has been read, the second has another and ends. */
const CUT = [[STREAM, { write: "retry: 20\nid: 1\ndata: a\n\n" }, { pause: 50 }, { destroy: true }], [STREAM, { write: "id: 2\ndata: b\n\n" }, END]];
const text = (write) => [[STREAM, { write }, END]];
const open = [[STREAM, { write: "data: a\n\n" }]];

/** Calls with everything that is told being said. @param init what the case is about */
async function call({ module, url, say }, init = {}) {
  const { onopen, onmessage, onclose, onerror, ...rest } = init;
  try {
    await module.fetchEventSource(url, {
      ...(onopen && { onopen }),
      onmessage(message) {
        say("message", message);
        onmessage?.(message);
      },
      onclose() {
        say("close");
        onclose?.();
      },
      ...(onerror !== null && {
        onerror(error) {
          say("error");
          return onerror?.(error);
        },
      }),
      ...rest,
    });
    say("resolved");
  } catch (error) {
    say("rejected");
    return error;
  }
}

/** @param ms after which it is aborted */
const within = (ms) => AbortSignal.timeout(ms);
class Fatal extends Error {}
const fatal = () => {
  throw new Fatal("no");
};

export const cases = [
  { name: "exports", scripts: [], run: ({ module, say }) => say(Object.keys(module).filter((name) => name !== "default").sort(), module.EventStreamContentType) },
  { name: "a stream to its end", scripts: text("event: tick\nid: 1\nretry: 50\ndata: a\n\ndata: b\ndata:c\nid: 2\n\n"), run: (it) => call(it) },
  { name: "every line ending, in chunks", scripts: [[STREAM, { write: "id: 1\r" }, { write: "\nda" }, { write: "ta: a\r\n\r" }, { write: "\ndata: \u20ac\rid: 2\r\r" }, END]], run: (it) => call(it) },
  { name: "a character cut in two", scripts: [[STREAM, { bytes: "ZGF0YTog4g==" }, { bytes: "gqwKCg==" }, END]], run: (it) => call(it) },
  { name: "an unfinished event at the end", scripts: text("data: a\n\ndata: b"), run: (it) => call(it) },
  { name: "POST with headers and body", scripts: text("data: a\n\n"), run: (it) => call(it, { method: "POST", headers: { "X-Client": "c", accept: "text/event-stream, */*" }, body: "hello" }) },
  { name: "a Request", scripts: text("data: a\n\n"), run: ({ url, ...it }) => call({ ...it, url: new Request(url, { method: "POST", body: "hello" }) }) },
  { name: "a Request with headers", scripts: text("data: a\n\n"), run: ({ url, ...it }) => call({ ...it, url: new Request(url, { headers: { "X-Client": "c" } }) }) },
  {
    name: "a fetch of one's own", scripts: text("data: a\n\n"),
    run: (it) => call(it, {
      headers: { "X-Client": "c" },
      fetch: (url, init) => {
        it.say("fetch", new URL(url, location.href).pathname === new URL(it.url, location.href).pathname, new Headers(init.headers).get("x-client"), init.signal instanceof AbortSignal);
        return fetch(url, init);
      },
    }),
  },
  { name: "a lost connection", scripts: CUT, run: (it) => call(it) },
  { name: "a lost connection, with a delay of onerror", scripts: CUT, run: (it) => call(it, { onerror: () => 5 }) },
  { name: "a lost connection, without onerror", scripts: CUT, run: (it) => call(it, { onerror: null }) },
  { name: "onerror throws", scripts: CUT, run: async (it) => it.say((await call(it, { onerror: fatal })) instanceof Fatal) },
  { name: "the default delay", scripts: [[STREAM, { pause: 20 }, { destroy: true }], [STREAM, END]], async run(it) {
    const began = performance.now();
    await call(it);
    it.say(performance.now() - began > 990 && performance.now() - began < 2500);
  } },
  { name: "a POST that is lost, repeated by onerror", scripts: CUT, run: (it) => call(it, { method: "POST", body: "x", onerror: () => 5 }) },
  { name: "a POST that is lost", scripts: CUT, run: (it) => call(it, { method: "POST", body: "x", onerror: null, signal: within(1500) }) },
  { name: "onopen is waited for", scripts: text("data: a\n\n"), run: (it) => call(it, { onopen: async (response) => (it.say("open", response.status), await it.sleep(50), it.say("opened")) }) },
  { name: "onopen throws, onerror throws it on", scripts: [[{ status: 403 }, END]], async run(it) {
    const error = await call(it, { onopen: fatal, onerror: (error) => { throw error; } });
    it.say(error instanceof Fatal);
  } },
  { name: "onopen throws at first", scripts: [[{ status: 503 }, END], [STREAM, { write: "data: a\n\n" }, END]], run: (it) => call(it, { onopen: (response) => response.ok || fatal(), onerror: () => 5 }) },
  { name: "onopen accepts another status and type", scripts: [[{ status: 201, headers: { "Content-Type": "text/plain" } }, { write: "data: a\n\n" }, END]], run: (it) => call(it, { onopen() {} }) },
  { name: "another type, onerror throws", scripts: [[{ status: 200, headers: { "Content-Type": "text/html" } }, { write: "<p>" }, END]], run: (it) => call(it, { onerror: (error) => { throw error; } }) },
  { name: "a busy server", scripts: [[{ status: 503, headers: { "Content-Type": "text/plain" } }, END], [STREAM, { write: "data: a\n\n" }, END]], run: (it) => call(it) },
  { name: "onmessage throws", scripts: [[STREAM, { write: "id: 1\ndata: a\n\ndata: never\n\n" }], [STREAM, END]], run: (it) => call(it, { onmessage: ({ id }) => id && fatal(), onerror: () => 5 }) },
  { name: "onmessage throws, onerror throws it on", scripts: open, async run(it) {
    const error = await call(it, { onmessage: fatal, onerror: (error) => { throw error; } });
    it.say(error instanceof Fatal);
    // The request is over as well.
    it.say((await it.served(1, 1)).complete);
  } },
  { name: "onclose throws", scripts: [[STREAM, { write: "id: 1\ndata: a\n\n" }, END], [STREAM, END]], run(it) {
    let closed = 0;
    return call(it, { onclose: () => closed++ === 0 && fatal(), onerror: () => 5 });
  } },
  { name: "abort", scripts: open, async run(it) {
    const controller = new AbortController();
    await call(it, { signal: controller.signal, onmessage: () => setTimeout(() => controller.abort()) });
    it.say((await it.served(1, 1)).complete);
  } },
  { name: "abort while waiting", scripts: [[STREAM, { pause: 20 }, { destroy: true }]], run: (it) => call(it, { onerror: () => 5000, signal: within(300) }) },
  { name: "aborted before", scripts: text("data: a\n\n"), run: (it) => call(it, { signal: AbortSignal.abort() }) },
  { name: "a hidden page", scripts: [[STREAM, { write: "id: 1\ndata: a\n\n" }], [STREAM, { write: "id: 2\ndata: b\n\n" }, END]], async run(it) {
    const called = call(it, { onmessage: ({ data }) => data === "a" && it.show(false) });
    await it.served(1, 1);
    it.show(true);
    await called;
  } },
  { name: "a hidden page, openWhenHidden", scripts: [[STREAM, { write: "data: a\n\n" }, { wait: "seen" }, { write: "data: b\n\n" }, END]], async run(it) {
    const called = call(it, { openWhenHidden: true, onmessage: ({ data }) => data === "a" && it.show(false) });
    await it.sleep(100);
    it.show(true);
    await it.signal("seen");
    await called;
  } },
  { name: "a POST of a hidden page", scripts: [[STREAM, { write: "data: a\n\n" }, { wait: "seen" }, { write: "data: b\n\n" }, END], text("data: again\n\n")[0]], async run(it) {
    const called = call(it, { method: "POST", body: "x", onmessage: ({ data }) => data === "a" && it.show(false) });
    await it.sleep(100);
    it.show(true);
    await it.signal("seen");
    await called;
  } },
  { name: "a refusal for good", scripts: [[{ status: 404, headers: { "Content-Type": "text/plain" } }, END]], run(it) {
    const controller = new AbortController();
    void it.served(2).then(() => controller.abort());
    return call(it, { onerror: null, signal: controller.signal });
  } },
  { name: "an error with the stream's type", scripts: [[{ status: 500 }, { write: "data: a\n\n" }, END], [STREAM, END]], run: (it) => call(it) },
  { name: "blocks without data", scripts: text(": ping\n\nevent: done\n\nid: 7\n\n"), run: (it) => call(it) },
  { name: "an event without an ID after one that has one", scripts: text("id: 1\ndata: a\n\ndata: b\n\n"), run: (it) => call(it) },
  { name: "the first line of data is empty", scripts: text("data:\ndata: a\n\n"), run: (it) => call(it) },
  { name: "a byte order mark", scripts: text("\ufeffdata: a\n\n"), run: (it) => call(it) },
  { name: "a field without a colon", scripts: text("data: a\ndata\n\n"), run: (it) => call(it) },
  { name: "a retry that is no number", scripts: text("retry: 20ms\ndata: a\n\n"), run: (it) => call(it) },
];
