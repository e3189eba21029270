// `node tests/shared/units.mjs`: keys, messages and the class, in Node, where nothing is shared beyond the realm.
import assert from "node:assert/strict";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Count } from "../count.mjs";
import { moduleOf } from "../units/module.mjs";
import { randomFrom } from "./model/random.mjs";

const { keyOf, mix, printOf } = await moduleOf("shared/key.ts");
const { isMessage } = await moduleOf("shared/protocol.ts");
const { Member } = await moduleOf("shared/member.ts");
const { SharedEventSource } = await import("../../dist/shared.js");
const URL_ = "https://example.com/feed";
const key = (init, { url = URL_, name } = {}) => keyOf(url, typeof url === "string" ? url : "", init, name);

const INPUT = { wake: 0, message: 5 };
const POST = 0;
const member = (id, more) => new Member({ id_: id, print_: "", hasLocks_: true, isAlone_: false, mayRepeat_: true, random_: Math.random, ...more }, [0, 3000, "", ""]);

/** A server whose streams send one event each, and stay. */
async function withServer(run) {
  let requests = 0;
  const server = http.createServer((request, response) => {
    requests++;
    if (request.url === "/refused") return response.writeHead(403).end("no");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("id: 7\nretry: 50\nevent: tick\ndata: 1\n\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await run(`http://127.0.0.1:${server.address().port}`, () => requests, server);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const event = (source, type) => new Promise((resolve) => source.addEventListener(type, resolve, { once: true }));

const cases = {
  "a key says what is asked for, and nothing secret": () => {
    const plain = key({});
    assert.equal(key({ method: "get" }), plain);
    assert.equal(key({ headers: { Authorization: "Bearer 1", Cookie: "a", "X-Key": "k" }, secretHeaders: ["x-key"] }), plain);
    assert.equal(key({ headers: () => ({ a: "1" }) }), plain);
    assert.equal(key({}, { url: "https://user:password@example.com/feed" }), plain);
    const others = [key({}, { url: `${URL_}?a` }), key({ method: "POST" }), key({ method: "POST", body: "a" }), key({ headers: { "X-Key": "k" } }), key({ withCredentials: true }), key({}, { name: "a" }), key({}, { name: "b" })];
    assert.equal(new Set([plain, ...others]).size, 8);
    assert.equal(key({}, { name: "a", url: () => URL_ }), key({ method: "POST" }, { name: "a" }));
  },
  "without a name, what nobody can compare is refused": () => {
    for (const [init, more] of [[{}, { url: () => URL_ }], [{ method: () => "GET" }], [{ method: "POST", body: () => "a" }], [{ method: "POST", body: new Blob() }]])
      assert.throws(() => key(init, more), /TypeError: SharedEventSource: set `name`/);
  },
  "the print differs where the request or a function does, not with a token": () => {
    const print = (init) => printOf(URL_, URL_, init);
    assert.equal(print({ headers: { Authorization: "1" } }), print({ headers: { Authorization: "2" } }));
    assert.equal(print({ headers: () => 1 }), print({ headers: () => 1 }));
    assert.notEqual(print({ headers: () => 1 }), print({ headers: () => 2 }));
    assert.notEqual(print({ reconnect: { decide: () => 1 } }), print({ reconnect: { decide: () => 2 } }));
  },
  "200,000 similar keys have different hashes": () => {
    const hashes = new Set();
    for (let i = 0; i < 100_000; i++) hashes.add(mix(`["${URL_}?user=${i}"]`)).add(mix(`${"a".repeat(i % 50)}${i}`));
    assert.equal(hashes.size, 200_000);
    for (const hash of [...hashes].slice(0, 100)) assert.match(hash, /^[0-9a-f]{32}$/);
    // Each part by itself is a good hash, too: 200,000 of 2³² values collide some five times.
    for (let part = 0; part < 4; part++) assert.ok(new Set([...hashes].map((hash) => hash.slice(part * 8, part * 8 + 8))).size > 199_950, `part ${part}`);
  },
  "what is no message is ignored; one with its values changed breaks nothing": () => {
    const random = randomFrom(1);
    const said = [];
    const leader = member("a");
    const post = (actions) => said.push(...actions.filter(([what]) => what === POST).map(([, message]) => message));
    let now = 10_000;
    post(leader.handle_(INPUT.wake, now));
    post(leader.handle_(3, now));
    post(leader.handle_(6, now, [1, [200, [["a", "b"]], ""]]));
    post(leader.handle_(5, now, [1, 0, "b", "", [], 1, [], ""]));
    post(leader.handle_(6, now, [0, "tick", "data", "", "1", "1"]));
    post(leader.handle_(6, now, [2, { willReconnect: true }]));
    post(leader.handle_(7, now));
    post(leader.handle_(1, now, ""));
    assert.ok(new Set(said.map(([, what]) => what)).size >= 5, "kinds of messages");
    for (const message of said) assert.ok(isMessage(structuredClone(message)), JSON.stringify(message));
    for (const garbage of [null, 1, "x", {}, [], [1], [1, 99, "a", ""], [2, 1, "a", "", [], 0, ""], [1, 1, "a", "", [], "0", ""]]) assert.ok(!isMessage(garbage));
    const values = [0, -1, NaN, 1e9, "", "zzzzzzzzza", [], null, undefined, {}];
    let heard = 0;
    for (let i = 0; i < 20_000; i++) {
      const message = structuredClone(said[Math.floor(random() * said.length)]);
      message[2] = "stranger";
      let place = message;
      for (let depth = 0; Array.isArray(place) && place.length > 0; depth++) {
        const at = Math.floor(random() * place.length);
        if (random() < 0.4 || !Array.isArray(place[at])) {
          place[at] = values[Math.floor(random() * values.length)];
          break;
        }
        place = place[at];
      }
      if (!isMessage(message)) continue;
      heard++;
      const one = member("m", { hasLocks_: random() < 0.5 });
      one.handle_(INPUT.wake, (now += 10));
      one.handle_(INPUT.message, now, structuredClone(said[Math.floor(random() * said.length)]));
      one.handle_(INPUT.message, now, message);
      one.handle_(2, now + 100_000);
    }
    assert.ok(heard > 1000, `${heard} were heard`);
  },
  "two in a realm share a connection, and late ones know the state": () =>
    withServer(async (origin, requests) => {
      const one = new SharedEventSource(`${origin}/a`);
      const [{ data, lastEventId }] = await Promise.all([event(one, "tick"), event(one, "open")]);
      assert.deepEqual([data, lastEventId], ["1", "7"]);
      const two = new SharedEventSource(`${origin}/a`);
      assert.deepEqual([two.readyState, two.lastEventId, two.reconnectionTime, two.url], [1, "7", 50, `${origin}/a`]);
      assert.equal((await event(two, "open")).status, 200);
      one.close();
      assert.deepEqual([one.readyState, two.readyState], [2, 1]);
      two.close();
      // Mounted again, within the time in which the connection is kept.
      const three = new SharedEventSource(`${origin}/a`);
      await pause(400);
      assert.deepEqual([three.readyState, requests()], [1, 1]);
      three.close();
    }),
  "the connection ends behind the last one": () =>
    withServer(async (origin, requests, server) => {
      const source = new SharedEventSource(`${origin}/a`);
      await event(source, "tick");
      const ended = new Promise((resolve) => server.once("request", resolve));
      source.close();
      await pause(400);
      const again = new SharedEventSource(`${origin}/a`);
      await ended;
      assert.equal(requests(), 2);
      again.close();
    }),
  "a refusal ends all of them, with the same error; a new one tries again": () =>
    withServer(async (origin, requests) => {
      const sources = [1, 2].map(() => new SharedEventSource(`${origin}/refused`));
      const errors = await Promise.all(sources.map((source) => event(source, "error")));
      for (const error of errors) assert.deepEqual([error.reason, error.status, error.body, error.willReconnect, error.target.readyState, error.headers instanceof Headers], ["status", 403, "no", false, 2, true]);
      const again = new SharedEventSource(`${origin}/refused`);
      await event(again, "error");
      assert.equal(requests(), 2);
    }),
  "a loop has every event, whatever its type, and ends with the source": () =>
    withServer(async (origin) => {
      const source = new SharedEventSource(`${origin}/a`);
      const types = [];
      for await (const { type, data } of source) {
        types.push([type, data]);
        source.close();
      }
      assert.deepEqual(types, [["tick", "1"]]);
      assert.equal(source.readyState, 2);
    }),
  "options are checked by the constructor; a cursor and a signal count": () =>
    withServer(async (origin) => {
      assert.throws(() => new SharedEventSource("nonsense"), { name: "SyntaxError" });
      assert.throws(() => new SharedEventSource(`${origin}/a`, { idleTimeout: "x" }), /`idleTimeout`/);
      const abort = new AbortController();
      const source = new SharedEventSource(`${origin}/a`, { name: "cursor", signal: abort.signal, cursor: ({ data }) => `c${data}` });
      await event(source, "tick");
      assert.equal(source.lastEventId, "c1");
      abort.abort();
      assert.equal(source.readyState, 2);
    }),
  "the interface is that of EventSource": () => {
    const { prototype } = SharedEventSource;
    assert.deepEqual([SharedEventSource.CONNECTING, SharedEventSource.OPEN, SharedEventSource.CLOSED, prototype.CLOSED], [0, 1, 2, 2]);
    const source = new SharedEventSource("http://127.0.0.1:9/");
    assert.equal(String(source), "[object SharedEventSource]");
    const handler = () => {};
    for (const name of ["onopen", "onmessage", "onerror", "onmissed"]) {
      assert.equal(source[name], null);
      source[name] = handler;
      assert.equal(source[name], handler);
    }
    source.close();
  },
};

const count = new Count();
for (const [name, run] of Object.entries(cases)) await count.check(name, run);
count.close("shared");
