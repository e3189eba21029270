// Each shim does what Node's own class does.
import assert from "node:assert/strict";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../../scripts/toolchain.mjs";

/** A module's exports where these are the globals of their names, or missing: `undefined`. */
async function moduleWith(file, globals) {
  const { outputFiles } = await build({ entryPoints: [path.join(root, "src/js/runtime/react-native", file)], bundle: true, write: false, format: "cjs", target: "es2022" });
  const module = { exports: {} };
  const seen = Object.assign(Object.create(globalThis), globals);
  new Function("module", "globalThis", ...Object.keys(globals), outputFiles[0].text)(module, seen, ...Object.values(globals));
  return module.exports;
}

const NO_URL = { URL: undefined, TextDecoder: undefined };

const BASES = [undefined, "http://h.example/a/b/c?q#f", "https://u:p@h:8443/", "about:blank"];
const URLS = [
  "http://a", "HTTPS://A.Example:443/x?y#z", "http://a:080/", "http://u:p@h/", "http://u@h:8080", "http://:p@h", "http://a/b/../c/./d", "http://a/%2e%2E/b",
  "http://a/\u00e9?\u00fc=\u00f6#\u00e4", "http://a/ b?c d#e f", "  http://a/\n x", "http:a", "http:///a", "http:\\\\a\\b", "::bad", "", "/x", "?q", "#f", "//h/p", "../x", "./", "x:y", "data:text/plain,hi there",
  "about:event-stream", "http://", "http://a b/", "http://a%20b/", "http://[::1]:80/", "http://[::1", "http://[bad", "http://a[b", "http://a:99999/", "http://a:x/", "http://a/?a='b'", "http://a/{x}|`",
  "http://a@b@c/", "http://a/b?c#d?e", "http://a//b//c", "http://a/..", "http://a/.", "http://a/b/..", "http://u%40:p%3A@h/", "http://a\\b", "mailto:x@y", "http://a/\u{1F600}", "http://a/\ud800", "http://a?x#y",
  "http://exa_mple/", "http://a./", "http:", "https:/x", "http://%41/", "http://a/%zz", "http://A%2Eb/", "http://user:pa:ss@h/", "http://h/a;b=c", "http://a:/",
];
const PARTS = ["href", "origin", "protocol", "username", "password", "hostname", "host", "port", "pathname", "search", "hash"];

const BYTES = [
  [0xef, 0xbb, 0xbf, 0x61], [0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], [0xc3], [0xe2, 0x82, 0x41], [0xf0, 0x9f, 0x98, 0x0a], [0xed, 0xa0, 0x80], [0xc0, 0x80, 0xc1, 0xbf], [0xf4, 0x90, 0x80, 0x80],
  [0xf5, 0xff, 0xfe, 0x80], [0xe0, 0x80, 0x80], [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x8f, 0xbf, 0xbf, 0xef, 0xbf, 0xbf], [0xe1, 0x80, 0xe2, 0xf0, 0x91, 0x92, 0xf1, 0xbf, 0x41], [0xef, 0xbb], [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], [],
];

/** What listeners are told, in their order. Node's own EventTarget knows no phases, so it is no model here. */
function story({ EventTarget, Event }) {
  const said = [];
  const target = new EventTarget();
  const say = (name) => (event) => said.push(`${name}${event.target === target && event.currentTarget === target && event.eventPhase === Event.AT_TARGET ? "" : " elsewhere"}${event.defaultPrevented ? " prevented" : ""}`);
  const once = say("once");
  const object = { handleEvent: (event) => { say("object")(event); event.preventDefault(); } };
  const stops = (event) => { said.push("stops"); event.stopImmediatePropagation(); };
  const removed = say("removed");
  const controller = new AbortController();
  target.addEventListener("a", say("first"));
  target.addEventListener("a", once, { once: true });
  target.addEventListener("a", once, { once: true });
  target.addEventListener("a", object);
  target.addEventListener("a", (event) => event.preventDefault(), { passive: true });
  target.addEventListener("a", say("captures"), true);
  target.addEventListener("a", say("aborted"), controller);
  target.addEventListener("a", () => { target.removeEventListener("a", removed); target.addEventListener("a", say("added")); }, { once: true });
  target.addEventListener("a", removed);
  target.addEventListener("a", null);
  said.push(target.dispatchEvent(new Event("a", { cancelable: true })));
  controller.abort();
  target.removeEventListener("a", object, true);
  said.push(target.dispatchEvent(new Event("a")));
  target.removeEventListener("a", object);
  target.addEventListener("a", stops, { capture: true });
  const event = new Event("a", { cancelable: true, bubbles: true });
  said.push(target.dispatchEvent(event), event.target === target, event.currentTarget, event.eventPhase, event.bubbles, event.cancelable, event.composed, event.isTrusted, event.composedPath().length);
  said.push(typeof event.timeStamp, String(event), String(target), Event.AT_TARGET, event.BUBBLING_PHASE);
  for (const wrong of [() => target.dispatchEvent({}), () => new Event(), () => target.addEventListener("a", 1)])
    try {
      wrong();
      said.push("no error");
    } catch ({ name }) {
      said.push(name);
    }
  return said;
}

/** By the standard. */
const STORY = [
  "captures", "first", "once", "object", "aborted prevented", false,
  "captures", "first", "object", "added", true,
  "captures", "stops", true, true, null, 0, true, true, false, false, 0,
  "number", "[object Event]", "[object EventTarget]", 2, 3,
  "TypeError", "TypeError", "TypeError",
];

export const cases = {
  async "URL: parts of what can be parsed, and what cannot, with and without a base"() {
    const { URL: Ours } = await moduleWith("url.ts", NO_URL);
    assert.notEqual(Ours, URL);
    const parts = (Class, text, base) => {
      try {
        const url = new Class(text, base);
        return PARTS.map((part) => url[part]);
      } catch ({ name }) {
        return name;
      }
    };
    for (const base of BASES) for (const text of URLS) assert.deepEqual(parts(Ours, text, base), parts(URL, text, base), `${JSON.stringify(text)}, base ${base}`);
  },
  async "URL: user and password are taken out, and parameters set and appended"() {
    const { URL: Ours } = await moduleWith("url.ts", NO_URL);
    const changed = (Class, query, method, name, value) => {
      const url = new Class(`http://u:p@h/p${query}#f`);
      url.username = url.password = "";
      url.searchParams[method](name, value);
      return new Class(url).href;
    };
    for (const query of ["", "?a=1&b=2&a=3", "?x", "?a=%E9&b=%C3%A9+c", "?&&a&=b"])
      for (const change of [["set", "a", "\u00e9 f&"], ["append", "n m", "*-._~"], ["set", "zz", "1"]]) assert.equal(changed(Ours, query, ...change), changed(URL, query, ...change));
  },
  async "URL: the app's is taken if it is whole"() {
    const { URL: Ours } = await moduleWith("url.ts", {});
    assert.equal(Ours, URL);
  },
  async "TextDecoder: whole and in two parts, with a byte order mark and without"() {
    const { TextDecoder: Ours } = await moduleWith("text-decoder.ts", { TextDecoder: undefined });
    assert.notEqual(Ours, TextDecoder);
    const long = Array.from({ length: 10_000 }, (_, i) => BYTES[1][i % BYTES[1].length]);
    for (const bytes of [...BYTES, long])
      for (const ignoreBOM of [true, false]) {
        const both = [TextDecoder, Ours].map((Class) => new Class("utf-8", { ignoreBOM }));
        const all = (decode) => assert.equal(decode(both[1]), decode(both[0]), String(bytes.slice(0, 20)));
        const given = Uint8Array.from(bytes);
        all((decoder) => decoder.decode(given));
        for (let cut = 0; cut <= Math.min(bytes.length, 20); cut++) all((decoder) => decoder.decode(given.subarray(0, cut), { stream: true }) + decoder.decode(given.subarray(cut), { stream: true }) + decoder.decode());
      }
  },
  async "TextDecoder: the engine's is taken if it is faithful, and not a polyfill that leaves out the byte order mark"() {
    const taken = async (globals) => (await moduleWith("text-decoder.ts", globals)).TextDecoder;
    assert.equal(await taken({}), TextDecoder);
    const Polyfill = class { decode = (bytes) => Buffer.from(bytes).toString().replace("\uFEFF", ""); };
    assert.notEqual(await taken({ TextDecoder: Polyfill }), Polyfill);
  },
  async "Event, EventTarget: order, once, capture, passive, signal, removal, what is refused"() {
    const said = story(await moduleWith("event-target.ts", {}));
    assert.deepEqual(said, STORY);
  },
};
