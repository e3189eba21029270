// What docs/STANDIN.md says to be different from npm `eventsource`: each with both, so that the page is not wrong one day.
import assert from "node:assert/strict";
import * as ours from "eventsource";

const npm = await import(process.env.NPM_EVENTSOURCE);
const URL_ = "http://127.0.0.1:1/sse";
const pending = () => new Promise(() => {});
const stream = (text) => new Response(text, { headers: { "content-type": "text/event-stream" } });

/** What `see` gives for a source of each of the two. */
async function both(t, init, see) {
  const seen = {};
  for (const [name, { EventSource }] of Object.entries({ npm, ours })) {
    const source = new EventSource(URL_, init());
    t.after(() => source.close());
    seen[name] = await see(source);
  }
  return seen;
}

export const cases = {
  "the first request: at once, or when the constructor's caller has had its turn": async (t) => {
    const called = { npm: false, ours: false };
    const later = [];
    for (const [name, { EventSource }] of Object.entries({ npm, ours })) {
      let isLater = false;
      await new Promise((resolve) => {
        const source = new EventSource(URL_, { fetch: () => (resolve(), (called[name] = true), isLater && later.push(name), pending()) });
        t.after(() => source.close());
        isLater = true;
      });
    }
    assert.deepEqual([called, later], [{ npm: true, ours: true }, ["ours"]]);
  },
  "the URL that `fetch` is given: a URL, or a string": async (t) => {
    const given = [];
    for (const { EventSource } of [npm, ours])
      await new Promise((resolve) => {
        const source = new EventSource(URL_, { fetch: (url) => (resolve(), given.push(url.constructor), pending()) });
        t.after(() => source.close());
      });
    assert.deepEqual(given, [URL, String]);
  },
  "a `fetch` that rejects with an AbortError of its own: silence, or an error and a reconnect": async (t) => {
    const abort = async () => {
      throw new DOMException("too late", "AbortError");
    };
    const see = (source) => new Promise((resolve) => {
      source.onerror = ({ willReconnect }) => resolve({ willReconnect });
      setImmediate(() => setImmediate(() => resolve("nothing")));
    });
    assert.deepEqual(await both(t, () => ({ fetch: abort }), see), { npm: "nothing", ours: { willReconnect: true } });
  },
  "an `error` at the end of a stream: without, or with a message": async (t) => {
    const see = (source) => new Promise((resolve) => (source.onerror = ({ code, message }) => resolve({ code, message })));
    const seen = await both(t, () => ({ fetch: async () => stream("data: a\n\n") }), see);
    assert.deepEqual(seen.npm, { code: undefined, message: undefined });
    assert.equal(seen.ours.code, undefined);
    assert.match(seen.ours.message, /^The server ended the stream/);
  },
  "failure after failure: the same delay, or a growing one": async (t) => {
    let attempt = 0;
    const fail = async () => {
      if (attempt++ === 0) return stream("retry: 10\n\n");
      throw new TypeError("down");
    };
    const delays = [];
    const source = new ours.EventSource(URL_, { fetch: fail });
    t.after(() => source.close());
    await new Promise((resolve) => (source.onerror = ({ delay }) => delays.push(delay) === 4 && resolve()));
    assert.equal(delays[0], 10);
    assert.ok(delays[3] > delays[1], String(delays));
  },
  "`eventsource-parser` itself, but for `/stream`, is not there": async () => {
    assert.equal((await import("eventsource-parser")).createParser, undefined);
  },
};
