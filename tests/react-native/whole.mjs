// The whole build in an engine as React Native's: which `fetch` it takes, and what it says of one that cannot stream.
import assert from "node:assert/strict";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";
import { makeEngine } from "./engine.mjs";
import { expoFetch } from "./expo-fetch.mjs";

const dist = (name) => path.join(root, "dist", `${name}.react-native.cjs`);
const ADVICE = /set the option `fetch` to the one of expo\/fetch, or to that of react-native-nitro-fetch with `stream: true`/;
const URL_ = "https://h.example/stream";

const answer = () => Promise.resolve(new Response("id: 1\ndata: hello\n\n", { headers: { "content-type": "text/event-stream" } }));
const streaming = expoFetch(answer);
/** React Native's own: whatwg-fetch marks itself, and answers when everything has come. */
const buffering = Object.assign(() => new Promise(() => {}), { polyfill: true });

const loaded = (globals, name = "index") => {
  const engine = makeEngine(globals);
  return { ...engine, ...engine.load(dist(name)) };
};

/** The first event that is not the opening. */
const outcome = (source) =>
  new Promise((resolve) => {
    source.onmessage = ({ data }) => resolve(data);
    source.onerror = ({ message }) => resolve(message);
  }).finally(() => source.close());

export const cases = {
  async "Expo's fetch streams, as the global one and as an option"() {
    const { EventSource } = loaded({ fetch: streaming });
    assert.equal(await outcome(new EventSource(URL_)), "hello");
    const bare = loaded({ fetch: buffering });
    assert.equal(await outcome(new bare.EventSource(URL_, { fetch: streaming })), "hello");
    assert.equal(await outcome(new (bare.EventSource.with({ fetch: streaming }))(URL_)), "hello");
  },
  async "React Native's own fetch is refused at once, also behind Sentry's, and so is none"() {
    const sentry = Object.assign((...args) => buffering(...args), { __sentry_original__: buffering });
    for (const fetch of [buffering, sentry, undefined]) {
      const { EventSource, events } = loaded({ fetch });
      assert.throws(() => new EventSource(URL_), ADVICE);
      await assert.rejects(events(URL_).next(), ADVICE);
    }
    const { EventSource } = loaded({ fetch: streaming });
    assert.throws(() => new EventSource(URL_, { fetch: buffering }), /answers only when the whole response has come/);
  },
  async "a fetch whose response has no body is told from a server that fails"() {
    const fetch = async () => ({ status: 200, url: URL_, headers: new Headers({ "content-type": "text/event-stream" }) });
    const { EventSource } = loaded({ fetch });
    const message = await outcome(new EventSource(URL_));
    assert.match(message, ADVICE);
    assert.match(message, /returned status 200, but its body could not be read/);
  },
  async "a fetch that does not answer is waited for with a hint, one that does without"() {
    const warned = [];
    const globals = { console: { ...console, warn: (text) => warned.push(text) }, setTimeout: (run, ms) => setTimeout(run, ms / 1000) };
    const late = loaded({ ...globals, fetch: () => new Promise(() => {}) });
    const source = new late.EventSource(URL_);
    while (warned.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    source.close();
    assert.match(warned[0], ADVICE);
    const prompt = loaded({ ...globals, fetch: streaming });
    assert.equal(await outcome(new prompt.EventSource(URL_)), "hello");
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(warned.length, 1);
  },
  async "a response and its body, of classes that no global names"() {
    const { EventSource, events } = loaded({ fetch: streaming });
    const next = async (source) => (await events(source).next()).value.data;
    assert.equal(await next(await streaming(URL_)), "hello");
    assert.equal(await next((await streaming(URL_)).body), "hello");
    assert.equal(await outcome(EventSource.fromReadableStream((await streaming(URL_)).body)), "hello");
  },
  async "an aborted signal without a reason throws an AbortError"() {
    const { events } = loaded({ fetch: streaming });
    const listeners = new Set();
    const signal = { aborted: false, addEventListener: (_, one) => listeners.add(one), removeEventListener: (_, one) => listeners.delete(one) };
    const loop = events(URL_, { signal, fetch: () => new Promise(() => {}) });
    const rejected = assert.rejects(loop.next(), { name: "AbortError" });
    signal.aborted = true;
    for (const one of listeners) one();
    await rejected;
    assert.equal(listeners.size, 0);
  },
  "where there is no Symbol.asyncIterator, the name that Babel looks for"() {
    const { EventSource, events } = loaded({ fetch: streaming });
    assert.equal(typeof events(URL_)["@@asyncIterator"], "function");
    assert.equal(typeof EventSource.prototype["@@asyncIterator"], "function");
    assert.ok(!("undefined" in EventSource.prototype));
  },
  "no entry changes a global, but the polyfill, which adds one"() {
    for (const name of ["index", "parser", "stream", "mercure", "fetch-event-source", "event-source-polyfill", "polyfill"]) {
      const { global, load } = makeEngine({ fetch: streaming });
      const before = Object.getOwnPropertyDescriptors(global);
      load(dist(name));
      const { EventSource, ...after } = Object.getOwnPropertyDescriptors(global);
      assert.deepEqual(after, before, name);
      assert.equal(typeof EventSource, name === "polyfill" ? "object" : "undefined", name);
    }
  },
  "eventsource-wasm/stream says what it needs"() {
    const { EventSourceParserStream } = makeEngine().load(dist("stream"));
    assert.throws(() => new EventSourceParserStream(), /needs TransformStream/);
  },
  async "what a listener throws is reported, and ends nothing"() {
    const reported = [];
    const { EventSource } = loaded({ fetch: streaming, ErrorUtils: { reportError: (error) => reported.push(error) } });
    const source = new EventSource(URL_, { onresponse: () => { throw "onresponse"; } });
    source.onopen = () => { throw "onopen"; };
    assert.equal(await outcome(source), "hello");
    assert.deepEqual(reported.sort(), ["onopen", "onresponse"]);
  },
};
