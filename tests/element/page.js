// The element's cases, in a page. All results are posted at the end.
import { EventSource } from "/dist/index.js";
import { EventSourceElement } from "/dist/element.js";

const run = location.pathname.split("-").pop();
const LIMIT = 8_000;
const uncaught = [];
addEventListener("error", (event) => {
  event.preventDefault();
  uncaught.push(event.message);
});

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
const ask = async (what, init) => (await fetch(what, init)).json();

async function until(probe, what) {
  for (const end = Date.now() + LIMIT; Date.now() < end; await pause()) if (await probe()) return;
  throw new Error(`${what}: not within ${LIMIT} ms`);
}

function equal(got, wanted, what) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}

/** A stream of the server. */
class Stream {
  constructor(key) {
    this.key = `${key}-${run}`;
    this.src = `/stream/${this.key}`;
  }
  script = (...connections) => ask(`/script?key=${this.key}`, { method: "POST", body: JSON.stringify(connections.map((texts) => [{ status: 200 }, ...texts.map((write) => ({ write }))])) });
  log = async (requests, closed = 0) => {
    const { complete, requests: seen } = await ask(`/log?key=${this.key}&requests=${requests}&closed=${closed}`);
    if (!complete) throw new Error(`${seen.length} requests, not ${requests} with ${closed} closed`);
    return seen;
  };
}

function put(html) {
  const place = document.createElement("div");
  place.innerHTML = html;
  document.body.append(place);
  return place.querySelector("event-source");
}

const EVIL = `<img src=x onerror="document.title = 'owned'"><script>document.title = 'owned'</script>`;

const cases = {
  "an element that was parsed before its class was there connects once": async (stream) => {
    const element = document.querySelector("#parsed");
    await until(() => element.textContent === "waiting ab", "both events");
    equal((await stream.log(1)).length, 1, "requests");
  },
  "by default, the last message is shown, as text": async (stream) => {
    await stream.script([`data: first\n\ndata: ${EVIL}\n\n`]);
    const element = put(`<event-source src="${stream.src}">…</event-source>`);
    await until(() => element.textContent === EVIL, "the text");
    equal([element.childElementCount, document.title], [0, "element"], "elements and title");
  },
  "append and prepend keep what is there, in a target": async (stream) => {
    await stream.script(["data: 1\n\ndata: 2\n\n"]);
    const one = put(`<event-source src="${stream.src}" swap="append" target="#appended"></event-source><p id="appended">0</p>`);
    const two = put(`<event-source src="${stream.src}" swap="prepend" target="#prepended"></event-source><p id="prepended">0</p>`);
    await until(() => document.querySelector("#appended").textContent === "012" && document.querySelector("#prepended").textContent === "210", "both");
    equal([one.textContent, two.textContent], ["", ""], "the elements' own");
  },
  "`html` asks for HTML; scripts in it never run": async (stream) => {
    await stream.script([`data: <b>bold</b><script>document.title = 'owned'</script>\n\n`]);
    const element = put(`<event-source src="${stream.src}" html></event-source>`);
    await until(() => element.querySelector("b")?.textContent === "bold", "the <b>");
    equal(document.title, "element", "title");
  },
  "named events: only what `events` names is shown, and dispatched on the element": async (stream) => {
    await stream.script(["id: 7\nevent: a\ndata: A\n\ndata: plain\n\nevent: c\ndata: C\n\nevent: b\ndata: B\n\n"]);
    const heard = [];
    const element = put(`<event-source events="a b" swap="append"></event-source>`);
    for (const type of ["open", "a", "b", "c", "message"])
      element.addEventListener(type, (event) => heard.push(`${type} ${event.data ?? event.status} ${event.lastEventId ?? ""} ${event.origin === location.origin}`));
    element.setAttribute("src", stream.src);
    await until(() => element.textContent === "AB", "A and B");
    equal(heard, ["open 200  false", "a A 7 true", "b B 7 true"], "events");
    element.setAttribute("events", "c");
    equal((await stream.log(1)).length, 1, "requests after `events` was changed");
  },
  "preventDefault() keeps the event from being shown": async (stream) => {
    await stream.script(["data: secret\n\ndata: public\n\n"]);
    const element = put(`<event-source swap="append"></event-source>`);
    element.addEventListener("message", (event) => event.data === "secret" && event.preventDefault());
    element.setAttribute("src", stream.src);
    await until(() => element.textContent === "public", "the other one");
  },
  "`close-on` ends the stream": async (stream) => {
    await stream.script(["data: 1\n\nevent: done\ndata: bye\n\ndata: 2\n\n"]);
    const element = put(`<event-source src="${stream.src}" swap="append" close-on="done"></event-source>`);
    await stream.log(1, 1);
    equal([element.textContent, element.source.readyState], ["1", EventSource.CLOSED], "text and state");
  },
  "an error is dispatched with its reason": async (stream) => {
    await ask(`/script?key=${stream.key}`, { method: "POST", body: JSON.stringify([[{ status: 403 }, { end: true }]]) });
    const element = put(`<event-source></event-source>`);
    const error = new Promise((resolve) => element.addEventListener("error", resolve));
    element.setAttribute("src", stream.src);
    const { reason, status, willReconnect, message } = await error;
    equal([reason, status, willReconnect, message.includes("403")], ["status", 403, false, true], "fields");
  },
  "another `src` is another stream, from its beginning": async (stream) => {
    const other = new Stream("src-other");
    await stream.script(["id: 5\ndata: one\n\n"]);
    await other.script(["data: two\n\n"]);
    const element = put(`<event-source src="${stream.src}"></event-source>`);
    await until(() => element.textContent === "one", "the first");
    element.setAttribute("src", other.src);
    await until(() => element.textContent === "two", "the second");
    await stream.log(1, 1);
    equal((await other.log(1))[0].lastEventId ?? null, null, "Last-Event-ID");
    element.removeAttribute("src");
    await other.log(1, 1);
    equal(element.source, undefined, "source");
  },
  "`last-event-id` is sent first; with `with-credentials` it goes on where it was": async (stream) => {
    await stream.script(["id: 9\ndata: x\n\n"], ["data: y\n\n"]);
    const element = put(`<event-source src="${stream.src}" last-event-id="8"></event-source>`);
    await until(() => element.textContent === "x", "x");
    element.toggleAttribute("with-credentials");
    await until(() => element.textContent === "y", "y");
    equal((await stream.log(2, 1)).map(({ lastEventId }) => lastEventId), ["8", "9"], "Last-Event-ID");
    equal(element.source.withCredentials, true, "withCredentials");
  },
  "a removed element disconnects; one that is put back goes on where it was": async (stream) => {
    await stream.script(["id: 1\ndata: x\n\n"], ["data: y\n\n"]);
    const element = put(`<event-source src="${stream.src}" swap="append"></event-source>`);
    await until(() => element.textContent === "x", "x");
    element.remove();
    await stream.log(1, 1);
    document.body.append(element);
    await until(() => element.textContent === "xy", "y");
    equal((await stream.log(2, 1))[1].lastEventId, "1", "Last-Event-ID");
  },
  "without its target, the page is told": async (stream) => {
    await stream.script(["data: x\n\n"]);
    put(`<event-source src="${stream.src}" target="#nowhere"></event-source>`);
    await until(() => uncaught.some((message) => message.includes('no element matches its target "#nowhere"')), "the error");
    uncaught.length = 0;
  },
  "EventSourceElement.EventSource gives every element headers": async (stream) => {
    await stream.script(["data: x\n\n"]);
    const before = EventSourceElement.EventSource;
    EventSourceElement.EventSource = EventSource.with({ headers: { authorization: "Bearer 1" } });
    const element = put(`<event-source src="${stream.src}"></event-source>`);
    EventSourceElement.EventSource = before;
    await until(() => element.textContent === "x", "x");
    equal((await stream.log(1))[0].headers.authorization, "Bearer 1", "Authorization");
  },
};

// WebKit has no such method.
if (Element.prototype.moveBefore)
  cases["moveBefore() keeps the connection"] = async (stream) => {
    await stream.script(["data: x\n\n"]);
    const element = put(`<event-source src="${stream.src}"></event-source>`);
    await until(() => element.textContent === "x", "x");
    document.body.moveBefore(element, document.body.firstChild);
    equal([element.source.readyState, (await stream.log(1)).length], [EventSource.OPEN, 1], "state and requests");
  };

const results = [];
for (const [at, [name, check]] of Object.entries(cases).entries()) {
  const result = { name };
  try {
    await check(new Stream(at === 0 ? "parsed" : `case${at}`));
    if (uncaught.length > 0) throw new Error(`nobody caught ${uncaught.splice(0)}`);
  } catch (error) {
    result.error = String(error?.message ?? error);
  }
  // Six connections are all that a browser has for an origin.
  for (const element of document.querySelectorAll("event-source")) element.remove();
  results.push(result);
}
await fetch(`/result?run=${run}`, { method: "POST", body: JSON.stringify({ cases: results }) });
