// What npm `eventsource` exports, and how it behaves where a dependant can see it, is here, too.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { inspect } from "node:util";
import * as ours from "eventsource";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";

const npm = await import(process.env.NPM_EVENTSOURCE);
const require = createRequire(import.meta.url);
const SUPPORTS_FETCH = Symbol.for("eventsource.supports-fetch-override");

/** The package.json over a module's file. */
function packageOf(file) {
  const folder = path.dirname(file);
  const found = path.join(folder, "package.json");
  return fs.existsSync(found) ? JSON.parse(fs.readFileSync(found, "utf8")) : packageOf(folder);
}

/** Names that an instance answers to, own or inherited from the class. */
const members = (Class) => Object.getOwnPropertyNames(Class.prototype).sort();

export const cases = {
  "what `eventsource` and `eventsource-parser` resolve to is ours, for this project and for the SDK": () => {
    const sdk = createRequire(require.resolve("@modelcontextprotocol/sdk/client/sse.js"));
    for (const from of [require, sdk])
      for (const name of ["eventsource", "eventsource-parser/stream"]) assert.equal(packageOf(from.resolve(name)).name, "eventsource-wasm", name);
  },
  "the SDK's SSE client makes a source of our class": async (t) => {
    const transport = new SSEClientTransport(new URL("http://127.0.0.1:1/"), { fetch: () => new Promise(() => {}) });
    t.after(() => transport.close());
    transport.start().catch(() => {});
    assert.ok(transport._eventSource instanceof ours.EventSource);
    assert.equal(typeof ours.EventSource.fromReadableStream, "function");
  },
  "every export of npm `eventsource` is exported, by import and by require()": () => {
    for (const name of Object.keys(npm)) {
      assert.equal(typeof ours[name], typeof npm[name], name);
      assert.equal(typeof require("eventsource")[name], typeof npm[name], `${name} of require()`);
      assert.equal(ours[name].name, npm[name].name, `name of ${name}`);
    }
    assert.ok(Object.keys(npm).includes("EventSource"));
    assert.equal(new EventSourceParserStream().readable.constructor, ReadableStream);
  },
  "every member of npm's class is a member of ours": () => {
    const inherited = [...members(ours.EventSource), ...members(EventTarget)];
    const missing = [...members(npm.EventSource), "CONNECTING", "OPEN", "CLOSED"].filter((name) => !inherited.includes(name));
    assert.deepEqual(missing, []);
  },
  "the constants are on the class and on an instance": (t) => {
    for (const { EventSource } of [npm, ours]) {
      const source = new EventSource("http://127.0.0.1:1/", { fetch: () => new Promise(() => {}) });
      t.after(() => source.close());
      for (const place of [EventSource, source]) assert.deepEqual([place.CONNECTING, place.OPEN, place.CLOSED], [0, 1, 2]);
    }
  },
  "the symbol that tells of the `fetch` option is there, and not enumerable": () => {
    for (const { EventSource } of [npm, ours])
      assert.deepEqual(Object.getOwnPropertyDescriptor(EventSource, SUPPORTS_FETCH), { value: true, writable: false, enumerable: false, configurable: false });
  },
  "an ErrorEvent can be made, has `message` and `code`, and is printed with them": () => {
    for (const { ErrorEvent } of [npm, ours]) {
      const event = new ErrorEvent("error", { message: "Not found", code: 404 });
      assert.ok(event instanceof Event);
      assert.deepEqual([event.type, event.message, event.code, new ErrorEvent("error").code], ["error", "Not found", 404, undefined]);
      assert.match(inspect(event), /message: 'Not found'/);
      assert.match(inspect(event), /code: 404/);
      assert.doesNotMatch(inspect(event), /Symbol/);
      // Some set it afterwards.
      Object.defineProperty(event, "code", { value: 500 });
      assert.equal(event.code, 500);
    }
  },
  "the error event is an instance of the exported ErrorEvent": async () => {
    for (const { EventSource, ErrorEvent } of [npm, ours]) {
      const refused = async () => new Response("no", { status: 401 });
      const source = new EventSource("http://127.0.0.1:1/", { fetch: refused });
      const event = await new Promise((resolve) => (source.onerror = resolve));
      assert.ok(event instanceof ErrorEvent);
      assert.deepEqual([event.code, source.readyState], [401, 2]);
    }
  },
  "a URL that cannot be parsed is a SyntaxError": () => {
    for (const { EventSource } of [npm, ours]) assert.throws(() => new EventSource("http://[bad"), { name: "SyntaxError" });
  },
};
