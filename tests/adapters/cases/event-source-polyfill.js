// What users of event-source-polyfill call, and what they count on.

const STREAM = { status: 200 };
const END = { end: true };
const text = (write) => [STREAM, { write }, END];
/** Two connections: the first is cut after its event has been read. */
const CUT = [[STREAM, { write: "id: 1\ndata: a\n\n" }, { pause: 50 }, { destroy: true }], text("id: 2\ndata: b\n\n")];

/** A source that says what it hears. @param errors how many it takes until it is closed @returns when it is closed */
function listen({ module, url, say }, { errors = 1, types = [], onerror, onmessage, ...init } = {}) {
  return new Promise((resolve) => {
    const source = new module.EventSourcePolyfill(url, init);
    const hear = ({ type, data, lastEventId }) => say(type, data, lastEventId);
    source.onopen = ({ status, headers }) => say("open", source.readyState, status, headers?.get("content-type"));
    source.onmessage = (event) => (hear(event), onmessage?.(source, event));
    for (const type of types) source.addEventListener(type, hear);
    source.onerror = ({ status, headers }) => {
      say("error", source.readyState, status ?? null, headers?.get("content-type") ?? null);
      onerror?.(source);
      if (--errors > 0 && source.readyState !== 2) return;
      source.close();
      say("closed", source.readyState);
      resolve(source);
    };
  });
}

export const cases = [
  { name: "exports", scripts: [], run: ({ module, say }) => say(Object.keys(module).filter((name) => name !== "default").sort(), module.NativeEventSource === EventSource, module.EventSource === EventSource) },
  { name: "constants", scripts: [], run: ({ module: { EventSourcePolyfill: Class }, say }) => say(Class.CONNECTING, Class.OPEN, Class.CLOSED, Class.prototype.CONNECTING, Class.prototype.OPEN, Class.prototype.CLOSED) },
  { name: "a stream to its end", scripts: [text("id: 1\ndata: a\n\ndata: b\ndata: c\n\n")], run: (it) => listen(it) },
  { name: "named events", scripts: [text("event: tick\ndata: a\n\nevent: other\ndata: b\n\n")], run: (it) => listen(it, { types: ["tick"] }) },
  { name: "an event named open", scripts: [text("event: open\ndata: a\n\n")], run: (it) => listen(it) },
  { name: "every line ending, in chunks", scripts: [[STREAM, { write: "id: 1\r" }, { write: "\nda" }, { write: "ta: a\r\n\r" }, { write: "\ndata: \u20ac\rid: 2\r\r" }, END]], run: (it) => listen(it) },
  { name: "headers", scripts: [text("data: a\n\n")], run: (it) => listen(it, { headers: { "X-Client": "c" } }) },
  { name: "headers that change", scripts: CUT, run: (it) => listen(it, { headers: { "X-Client": "c" }, errors: 2, onerror: (source) => (source.headers = { "X-Client": "d" }) }) },
  { name: "withCredentials", scripts: [text("data: a\n\n")], run: async (it) => it.say((await listen(it, { withCredentials: true })).withCredentials) },
  { name: "a lost connection: the last event ID is in the query", scripts: CUT, run: (it) => listen(it, { errors: 2 }) },
  { name: "the parameter has another name", scripts: CUT, run: (it) => listen(it, { errors: 2, lastEventIdQueryParameterName: "from here" }) },
  { name: "the URL has the parameter already", scripts: CUT, run: (it) => listen({ ...it, url: `${it.url}?lastEventId=0&of=x` }, { errors: 2 }) },
  { name: "the first delay", scripts: CUT, async run(it) {
    let lost = 0;
    await listen(it, { errors: 2, onerror: () => (lost ||= performance.now()) });
    it.say(performance.now() - lost > 990 && performance.now() - lost < 2500);
  } },
  { name: "a refused request", scripts: [[{ status: 403, headers: { "Content-Type": "text/plain" } }, END]], run: (it) => listen(it) },
  { name: "another type", scripts: [[{ status: 200, headers: { "Content-Type": "text/html" } }, { write: "<p>" }, END]], run: (it) => listen(it) },
  { name: "close", scripts: [[STREAM, { write: "data: a\n\ndata: never\n\n" }]], async run(it) {
    await new Promise((resolve) => listen(it, { onmessage: (source) => (source.close(), resolve()) }));
    it.say((await it.served(1, 1)).complete);
  } },
  { name: "silence", scripts: [[STREAM, { write: "data: a\n\n" }]], run: (it) => listen(it, { heartbeatTimeout: 1000 }) },
  { name: "no response", scripts: [[{ wait: "never" }]], run: (it) => listen(it, { heartbeatTimeout: 1000 }) },
  { name: "a listener that is an object, and one that is removed", scripts: [text("data: a\n\n")], run(it) {
    const { module, url, say } = it;
    return new Promise((resolve) => {
      const source = new module.EventSourcePolyfill(url);
      const removed = () => say("removed");
      source.addEventListener("message", { handleEvent: ({ data }) => say("object", data) });
      source.addEventListener("message", removed);
      source.removeEventListener("message", removed);
      source.addEventListener("error", () => resolve(source.close()));
    });
  } },
  { name: "url", scripts: [text("")], run: async (it) => it.say(new URL((await listen(it)).url, location.href).pathname === new URL(it.url, location.href).pathname) },
  { name: "url as it was given", scripts: [text("")], run: async (it) => it.say((await listen(it)).url === it.url) },
  { name: "a retry below a second", scripts: [[STREAM, { write: "retry: 10\n\n" }, END], text("data: b\n\n")], async run(it) {
    let lost = 0;
    await listen(it, { errors: 2, onerror: () => (lost ||= performance.now()) });
    it.say(performance.now() - lost > 900);
  } },
  { name: "data that is empty", scripts: [text("data\n\ndata:\n\n")], run: (it) => listen(it) },
  { name: "a byte order mark", scripts: [text("\ufeffdata: a\n\n")], run: (it) => listen(it) },
  { name: "an ID with a NUL", scripts: [text("id: 1\0\ndata: a\n\n")], run: (it) => listen(it) },
  { name: "an ID without an event", scripts: [[STREAM, { write: "id: 9\n\n" }, END], text("data: b\n\n")], run: (it) => listen(it, { errors: 2 }) },
];
