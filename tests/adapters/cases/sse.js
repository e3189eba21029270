// What users of sse.js call, and what they count on.

const STREAM = { status: 200 };
const END = { end: true };
const text = (write) => [STREAM, { write }, END];
const JSONS = { "Content-Type": "application/json" };
const refusal = (status, write) => [{ status, headers: JSONS }, { pause: 80 }, ...(write ? [{ write }, { pause: 80 }] : []), END];
/** A URL where nobody listens. */
const nowhere = async () => `http://127.0.0.1:${await (await fetch("/unused-port")).json()}/`;
/** Connections that are cut after the event of each has been read. */
const cut = (...writes) => writes.map((write) => [STREAM, { write }, { pause: 80 }, { destroy: true }]);
const CONTROL = ["readystatechange", "open", "error", "abort", "load", "progress"];

const wordsOf = ({ type, id, data, lastEventId, responseCode, headers, readyState, source }, sse) => [
  type, ...(readyState === undefined ? [] : [readyState]), ...(responseCode === undefined ? [] : [responseCode]), ...(headers ? [headers["content-type"]] : []),
  ...(id === undefined ? [] : [{ id, lastEventId }]), ...(data === undefined ? [] : [data]), source === sse,
];

/**
 * A source that says what it hears, begun by `stream()`.
 * @param closed how often it is closed, by whomever, until this is over
 * @param on handlers by type, which are given the source and the event
 * @param waits leaves it reconnecting then
 * @param repeats says also that it becomes what it is, which the original does for each refusal
 */
function listen({ module, url, say, sleep }, { closed = 1, types = ["message"], on = {}, repeats = false, waits = false, ...options } = {}) {
  return new Promise((resolve) => {
    const source = new module.SSE(url, { start: false, ...options });
    let state = -1;
    for (const type of [...CONTROL, ...types.filter((type) => !CONTROL.includes(type))])
      source.addEventListener(type, async (event) => {
        if (event.readyState === state && !repeats) return;
        state = event.readyState ?? state;
        say(...wordsOf(event, source));
        on[type]?.(source, event);
        if (event.readyState !== 2 || --closed !== 0) return;
        if (!waits) source.autoReconnect = false;
        // What comes later is said, too.
        await sleep(50);
        resolve(source);
      });
    source.stream();
  });
}

/** The fields of a source that users read. */
const state = ({ url, headers, payload, method, withCredentials, debug, autoReconnect, reconnectDelay, maxRetries, retryCount, reconnectTimer, useLastEventId, readyState, lastEventId }) => ({
  url, headers, payload, method, withCredentials, debug, autoReconnect, reconnectDelay, maxRetries, retryCount, reconnectTimer: reconnectTimer !== null, useLastEventId, readyState, lastEventId,
});
const made = (module, options) => state(new module.SSE("/nowhere", { start: false, ...options }));

/** Ms between the first end and the request after it. */
async function gap(it, options) {
  const at = {};
  await listen({ ...it, say() {} }, { ...options, on: { readystatechange: (_source, { readyState }) => (at[readyState] = performance.now() - (readyState === 0 && at[2] ? at[2] : 0)) } });
  return at[0];
}

export const cases = [
  { name: "exports", scripts: [], run: ({ module, say }) => say(Object.keys(module).sort()) },
  { name: "constants", scripts: [], run: ({ module: { SSE }, say }) => say(SSE.INITIALIZING, SSE.CONNECTING, SSE.OPEN, SSE.CLOSED) },
  { name: "constants of a source", scripts: [], run({ module: { SSE }, say }) {
    const source = new SSE("/nowhere", { start: false });
    say(source.INITIALIZING ?? null, source.CONNECTING ?? null, source.OPEN ?? null, source.CLOSED ?? null);
  } },
  { name: "without new", scripts: [], run({ module: { SSE }, say }) {
    try {
      say(SSE("/nowhere", { start: false }) instanceof SSE);
    } catch (error) {
      say(error.name);
    }
  } },
  { name: "defaults", scripts: [], run: ({ module, say }) => say(made(module, {})) },
  { name: "options are fields", scripts: [], run: ({ module, say }) =>
    say(made(module, { headers: { a: "b" }, payload: "p", withCredentials: 1, debug: true, autoReconnect: true, reconnectDelay: 5, maxRetries: 2, useLastEventId: false })) },
  { name: "options that are null", scripts: [], run({ module, say }) {
    say(made(module, { headers: null, payload: null, method: null }));
    say(state(new module.SSE("/nowhere", null)).readyState);
  } },
  { name: "it starts by itself", scripts: [text("data: a\n\n")], run: ({ module, url, say }) => new Promise((resolve) => {
    const source = new module.SSE(url);
    say(source.readyState);
    source.onmessage = ({ data }) => (say(data), resolve());
  }) },
  { name: "a stream to its end", scripts: [text("id: 1\ndata: a\n\nid: 2\ndata: b\ndata:c\n\n")], run: async (it) => it.say(state(await listen(it)).lastEventId) },
  { name: "an event without an ID after one that has one", scripts: [text("id: 1\ndata: a\n\ndata: b\n\n")], run: (it) => listen(it) },
  { name: "an event that takes the ID back", scripts: [text("id: 1\ndata: a\n\nid\ndata: b\n\n")], run: (it) => listen(it) },
  { name: "an ID with a NUL", scripts: [text("id: 1\0\ndata: a\n\n")], run: (it) => listen(it) },
  { name: "an ID without an event", scripts: [text("id: 7\n\n")], run: async (it) => it.say((await listen(it)).lastEventId) },
  { name: "the class of events", scripts: [text("data: a\n\n")], run: (it) => listen({ ...it, say() {} }, { on: { message: (_source, event) => it.say(event.constructor.name) } }) },
  { name: "named events", scripts: [text("event: tick\ndata: a\n\nevent: message\ndata: b\n\n")], run: (it) => listen(it, { types: ["message", "tick"] }) },
  { name: "events named error, open and abort", scripts: [text("event: error\ndata: a\n\nevent: open\ndata: b\n\nevent: abort\ndata: c\n\n")], run: (it) => listen(it) },
  { name: "blocks without data, comments", scripts: [text(": ping\n\nevent: done\n\ndata\n\n")], run: (it) => listen(it, { types: ["message", "done"] }) },
  { name: "spaces", scripts: [text("data:  a \n\ndata:\tb\n\n")], run: (it) => listen(it) },
  { name: "an unfinished event at the end", scripts: [text("data: a\n\nid: 9\ndata: b")], run: async (it) => it.say((await listen(it)).lastEventId) },
  { name: "an unfinished event of a lost connection", scripts: cut("data: a\n\ndata: b"), run: (it) => listen(it) },
  { name: "a byte order mark", scripts: [text("\ufeffdata: a\n\n")], run: (it) => listen(it) },
  { name: "a character cut in two", scripts: [[STREAM, { bytes: "ZGF0YTog4g==" }, { pause: 80 }, { bytes: "gqwKCg==" }, END]], run: (it) => listen(it) },
  { name: "CRLF, cut within", scripts: [[STREAM, { write: "data: a\r\n\r" }, { pause: 80 }, { write: "\ndata: b\r\n\r\n" }, END]], run: (it) => listen(it) },
  { name: "mixed line endings", scripts: [text("data: a\n\r\ndata: b\n\n")], run: (it) => listen(it) },
  { name: "a blank line of other line endings", scripts: [text("data: a\r\n\ndata: b\n\n")], run: (it) => listen(it) },
  { name: "headers", scripts: [text("data: a\n\n")], run: (it) => listen(it, { headers: { "X-Client": "c" } }) },
  { name: "the header Accept", scripts: [text("data: a\n\n"), text("data: b\n\n")], async run(it) {
    await listen(it);
    await listen(it, { headers: { accept: "text/event-stream" } });
  } },
  { name: "a payload", scripts: [text("data: a\n\n")], run: (it) => listen(it, { payload: "hello" }) },
  { name: "a payload with a method", scripts: [text("data: a\n\n")], run: (it) => listen(it, { payload: "hello", method: "PUT" }) },
  { name: "a payload of a GET", scripts: [text("data: a\n\n")], run: (it) => listen(it, { payload: "hello", method: "GET" }) },
  { name: "a POST without payload", scripts: [text("data: a\n\n")], run: (it) => listen(it, { method: "POST" }) },
  { name: "a payload of URLSearchParams", scripts: [text("data: a\n\n")], run: (it) => listen(it, { payload: new URLSearchParams({ q: "a b" }) }) },
  { name: "stream() of a running source", scripts: [[STREAM, { write: "data: a\n\n" }, { pause: 50 }, END]], run: (it) => listen(it, { on: { message: (source) => source.stream() } }) },
  { name: "stream() once more", scripts: [text("id: 1\ndata: a\n\n"), text("data: b\n\n")], async run(it) {
    const source = await listen(it);
    source.headers = { "X-Client": "d" };
    source.payload = "more";
    source.method = "POST";
    source.stream();
    it.say(source.readyState);
    await it.sleep(200);
  } },
  { name: "handlers", scripts: [text("data: a\n\nevent: tick\ndata: b\n\n")], run: ({ module, url, say }) => new Promise((resolve) => {
    const source = new module.SSE(url, { start: false });
    source.addEventListener("message", () => say("listener"));
    source.onmessage = function ({ data }) { say("handler", data, this === source); };
    source.ontick = ({ data }) => say("handler of tick", data);
    source.onopen = ({ responseCode }) => say("handler of open", responseCode);
    source.onreadystatechange = ({ readyState }) => (say("handler of readystatechange", readyState), readyState === 2 && resolve());
    source.stream();
  }) },
  { name: "a listener that is added twice, and one that is removed", scripts: [text("data: a\n\n")], run: ({ module, url, say }) => new Promise((resolve) => {
    const source = new module.SSE(url, { start: false });
    const twice = ({ data }) => say("once", data);
    const removed = () => say("removed");
    source.addEventListener("message", twice);
    source.addEventListener("message", twice);
    source.addEventListener("message", removed);
    source.removeEventListener("message", removed);
    source.removeEventListener("error");
    source.onreadystatechange = ({ readyState }) => readyState === 2 && resolve();
    source.stream();
  }) },
  { name: "listeners for once, with a signal, and objects", scripts: [text("data: a\n\ndata: b\n\n")], run: ({ module, url, say, sleep }) => new Promise((resolve) => {
    const source = new module.SSE(url, { start: false });
    const controller = new AbortController();
    addEventListener("error", (event) => (say("reported"), event.preventDefault()), { once: true });
    source.addEventListener("message", ({ data }) => say("once", data), { once: true });
    source.addEventListener("message", ({ data }) => (say("until it is aborted", data), controller.abort()), { signal: controller.signal });
    source.addEventListener("message", { handleEvent: ({ data }) => say("object", data) });
    source.onreadystatechange = ({ readyState }) => readyState === 2 && sleep(50).then(resolve);
    source.stream();
    setTimeout(resolve, 500);
  }) },
  { name: "a listener that removes the next one, and adds one", scripts: [text("data: a\n\n")], run: ({ module, url, say, sleep }) => new Promise((resolve) => {
    const source = new module.SSE(url, { start: false });
    const next = () => say("next");
    source.addEventListener("message", () => (source.removeEventListener("message", next), source.addEventListener("message", () => say("added"))));
    source.addEventListener("message", next);
    source.onreadystatechange = ({ readyState }) => readyState === 2 && sleep(50).then(resolve);
    source.stream();
  }) },
  { name: "a listener that throws", scripts: [text("data: a\n\ndata: b\n\n")], run: ({ module, url, say, sleep }) => new Promise((resolve) => {
    const reported = (event) => (say("reported", event.message), event.preventDefault());
    addEventListener("error", reported);
    const source = new module.SSE(url, { start: false });
    source.onmessage = ({ data }) => {
      say(data);
      if (data === "a") throw new Error("no");
    };
    source.onreadystatechange = ({ readyState }) => readyState === 2 && sleep(50).then(() => (removeEventListener("error", reported), resolve()));
    source.stream();
  }) },
  { name: "dispatchEvent", scripts: [], run({ module, say }) {
    const source = new module.SSE("/nowhere", { start: false });
    source.onmine = (event) => say("handler", event.detail, event.source === source);
    source.addEventListener("mine", (event) => (say("listener"), event.preventDefault()));
    source.addEventListener("mine", () => say("another"));
    say(source.dispatchEvent(new CustomEvent("mine", { detail: 1 })));
  } },
  { name: "a dispatchEvent of one's own", scripts: [text("event: tick\ndata: a\n\n")], run(it) {
    const { SSE } = it.module;
    class Forwarding extends SSE {
      constructor(...args) {
        super(...args);
        const dispatch = this.dispatchEvent.bind(this);
        this.dispatchEvent = (event) => {
          if (event?.type === "tick") dispatch(Object.assign(new Event("message"), { data: `forwarded ${event.data}` }));
          return dispatch(event);
        };
      }
    }
    return listen({ ...it, module: { SSE: Forwarding } });
  } },
  { name: "close", scripts: [[STREAM, { write: "data: a\n\n" }]], async run(it) {
    const source = await listen(it, { on: { message: (source) => (source.close(), it.say("closed", source.readyState)) } });
    source.close();
    it.say((await it.served(1, 1)).complete);
  } },
  { name: "close with events in the same chunk", scripts: [[STREAM, { write: "data: a\n\ndata: b\n\n" }]], run: (it) => listen(it, { on: { message: (source) => source.close() } }) },
  { name: "close in open", scripts: [[STREAM, { write: "data: a\n\n" }]], run: (it) => listen(it, { on: { open: (source) => source.close() } }) },
  { name: "close before the response", scripts: [[{ wait: "never" }]], async run(it) {
    const over = listen(it, { on: { readystatechange: (source, { readyState }) => readyState === 0 && setTimeout(() => source.close(), 50) } });
    it.say((await over).readyState);
  } },
  { name: "close in an error", scripts: [refusal(500, "{}")], run: (it) => listen(it, { autoReconnect: true, reconnectDelay: 10, on: { error: (source) => source.close() } }) },
  { name: "stream() in abort", scripts: [[STREAM, { write: "data: a\n\n" }]], run: (it) => listen(it, { on: { message: (source) => source.close(), abort: (source) => source.stream() } }) },
  { name: "stream() in the closing readystatechange", scripts: [text("data: a\n\n")], run(it) {
    let times = 0;
    return listen(it, { closed: 2, on: { readystatechange: (source, { readyState }) => readyState === 2 && times++ === 0 && source.stream() } });
  } },
  { name: "a refused request", scripts: [refusal(403, "{}")], run: (it) => listen(it) },
  { name: "a refused request is closed once", scripts: [refusal(403, "{}")], run: async (it) => (await listen(it, { repeats: true }), it.sleep(200)) },
  { name: "a refused request, and stream() with another token", scripts: [refusal(401), text("data: a\n\n")], run: (it) =>
    listen(it, { closed: 2, headers: { "X-Client": "old" }, on: { error: (source) => setTimeout(() => ((source.headers = { "X-Client": "new" }), source.stream()), 50) } }) },
  { name: "another status of success, and another type", scripts: [[{ status: 201, headers: JSONS }, { write: "data: a\n\n" }, END]], run: (it) => listen(it) },
  { name: "status 204", scripts: [[{ status: 204 }, END]], run: (it) => listen(it) },
  { name: "a lost connection", scripts: cut("data: a\n\n"), run: (it) => listen(it) },
  { name: "a connection that is lost before its first byte", scripts: [[STREAM, { pause: 80 }, { destroy: true }]], run: (it) => listen(it) },
  { name: "no connection", scripts: [], run: async (it) => listen({ ...it, url: await nowhere() }) },
  { name: "an error says what happened", scripts: [refusal(403)], run: (it) => listen({ ...it, say() {} }, { on: { error: (_source, { message }) => it.say(/status 403/.test(message)) } }) },
  { name: "a page that comes back from the cache", scripts: [[STREAM, { write: "id: 1\ndata: a\n\n" }], text("id: 2\ndata: b\n\n")], async run(it) {
    const passes = (type) => window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    const over = listen(it, { autoReconnect: true, on: { message: (_source, { data }) => data === "a" && (passes("pagehide"), passes("pageshow")) } });
    await Promise.race([over, it.sleep(600)]);
  } },
  { name: "a redirect", scripts: [text("data: a\n\n")], run: ({ url, ...it }) => listen({ ...it, url: url.replace("stream", "redirect") }) },
  { name: "autoReconnect after a lost connection", scripts: [...cut("id: 1\ndata: a\n\n"), text("id: 2\ndata: b\n\n")], run: (it) =>
    listen(it, { closed: 2, autoReconnect: true, reconnectDelay: 10, on: { message: (source, { id }) => id === "2" && (source.autoReconnect = false) } }) },
  { name: "autoReconnect after the end, of a POST", scripts: [text("data: a\n\n")], run: (it) =>
    listen(it, { closed: 2, payload: "hello", autoReconnect: true, reconnectDelay: 10, on: { open: (source) => it.say(source.retryCount) } }) },
  { name: "autoReconnect after a refusal", scripts: [refusal(404), text("data: a\n\n")], run: (it) => listen(it, { closed: 2, autoReconnect: true, reconnectDelay: 100, on: { message: (source) => source.close() } }) },
  { name: "maxRetries", scripts: [], async run(it) {
    const source = await listen({ ...it, url: await nowhere() }, { closed: 3, autoReconnect: true, reconnectDelay: 10, maxRetries: 2, waits: true, on: { error: (source) => it.say(source.retryCount) } });
    it.say(source.autoReconnect, source.retryCount);
  } },
  { name: "maxRetries counts anew after data", scripts: [refusal(503), ...cut(": ping\n\n"), refusal(503)], run: (it) =>
    listen(it, { closed: 3, autoReconnect: true, reconnectDelay: 10, maxRetries: 1, waits: true, on: { error: (source) => it.say(source.retryCount) } }) },
  { name: "close while waiting", scripts: [], async run(it) {
    const source = await listen({ ...it, url: await nowhere() }, { autoReconnect: true, reconnectDelay: 300, waits: true });
    it.say(source.reconnectTimer !== null);
    source.close();
    await it.sleep(400);
    it.say(source.reconnectTimer, source.autoReconnect, source.readyState);
  } },
  { name: "the default delay", scripts: [text("data: a\n\n")], async run(it) {
    const ms = await gap(it, { closed: 2, autoReconnect: true });
    it.say(ms > 2900 && ms < 3500);
  } },
  { name: "retry", scripts: [text("retry: 400\ndata: a\n\n")], async run(it) {
    const ms = await gap(it, { closed: 2, autoReconnect: true, reconnectDelay: 10 });
    it.say(ms > 390 && ms < 900);
  } },
  { name: "retry without an event", scripts: [text("retry: 20\n\n")], run: async (it) => it.say((await listen(it)).reconnectDelay) },
  { name: "a retry that is no number", scripts: [text("retry: 20ms\ndata: a\n\n")], run: async (it) => it.say((await listen(it)).reconnectDelay) },
  { name: "useLastEventId: false", scripts: [text("id: 1\ndata: a\n\n"), text("id: 2\ndata: b\n\n")], async run(it) {
    const source = await listen(it, { useLastEventId: false });
    source.stream();
    await it.sleep(200);
    it.say(source.lastEventId);
  } },
  { name: "a last event ID of one's own", scripts: [text("data: a\n\n")], run: ({ module, url, sleep, say }) => {
    const source = new module.SSE(url, { start: false });
    source.lastEventId = "from here";
    source.onmessage = ({ data, lastEventId }) => say(data, lastEventId);
    source.stream();
    return sleep(200);
  } },
  { name: "a URL that is none", scripts: [], run({ module, say }) {
    try {
      new module.SSE("http://[");
    } catch (error) {
      say(error.name);
    }
  } },
];
