// `eventsource-wasm/testing`: what it says of a wrong call, or of a wait that was in vain. What it does is in tests/behaviour.
import { moduleOf } from "./module.mjs";

const { createTestServer } = await moduleOf("entries/testing.ts");
const URL_ = "https://example.com/stream";

/** A connection of a bare fetch. */
async function connected(server = createTestServer()) {
  const [response, stream] = await Promise.all([server.fetch(URL_), server.connection()]);
  return { server, response, stream };
}

const messageOf = async (call) => {
  try {
    await call();
  } catch (error) {
    return error.message;
  }
  return "nothing was thrown";
};

const WRONG_EVENTS = [
  ["text", 'send() takes { type, data, id, retry }, not "text".'],
  [null, "send() takes { type, data, id, retry }, not null."],
  [{ event: "tick", data: "" }, "send(): an event has type, data, id and retry, but no event. Its name is its type."],
  [{ data: { a: 1 } }, "send(): data must be a string, not an object; for an object, JSON.stringify() it."],
  [{ data: "", type: "a\nb" }, 'send(): type cannot have a newline, which would end the field: "a\\nb".'],
  [{ data: "", id: "1\r" }, 'send(): id cannot have a newline, which would end the field: "1\\r".'],
  [{ data: "", id: "\0" }, "send(): clients ignore an id with U+0000."],
  [{ data: "", id: 1 }, "send(): id must be a string, not 1."],
  [{ data: "", retry: 1.5 }, "send(): retry must be a whole number of ms, not 1.5."],
  [{ type: "tick" }, 'send(): without data no event is dispatched; for an empty one, give data: "".'],
  [{}, 'send(): without data no event is dispatched; for an empty one, give data: "".'],
];

export const cases = [
  {
    name: "testing: what cannot be an event is refused where it is sent, and says why",
    async run(assert) {
      const { server, stream } = await connected();
      for (const [event, message] of WRONG_EVENTS) assert.throws(() => stream.send(event), { name: "TypeError", message });
      assert.throws(() => stream.write(1), { message: "write() takes a string or a Uint8Array, not 1." });
      await server.close();
    },
  },
  {
    name: "testing: a connection that is over says who ended it, and how",
    async run(assert) {
      const over = `send(): the connection (GET ${URL_})`;
      const ends = {
        "was ended by end()": ({ stream }) => stream.end(),
        "was broken by drop()": ({ stream }) => stream.drop(),
        "was closed by the client": ({ response }) => response.body.cancel(),
        "went with server.close()": ({ server }) => server.close(),
      };
      for (const [how, end] of Object.entries(ends)) {
        const it = await connected();
        await end(it);
        assert.throws(() => it.stream.send({ data: "" }), { message: `${over} ${how}.` });
        for (const method of ["comment", "end", "drop", "stall"]) assert.throws(() => it.stream[method](), new RegExp(`^Error: ${method}\\(\\): the connection`));
        await it.server.close();
      }
    },
  },
  {
    name: "testing: a connection that does not come: what was asked for instead, and what became of it",
    async run(assert) {
      const server = createTestServer({ timeout: 20 });
      const wait = (options) => messageOf(() => server.connection(options));
      assert.equal(await wait(), "connection(): none came within 20 ms. There was no request.");
      server.respond({ status: 503 });
      await server.fetch(URL_);
      server.refuse();
      await server.fetch(URL_, { method: "POST" }).catch(() => {});
      assert.equal(await wait({ timeout: 10 }), `connection(): none came within 10 ms. The requests so far: GET ${URL_} (answered with 503); POST ${URL_} (refused).`);
      await server.fetch(URL_);
      assert.match(await wait({ where: ({ method }) => method === "POST" }), /; GET \S+ \(a connection\)\. Those that wait are not what `where` asks for\.$/);
      await server.connection();
      assert.match(await wait(), /Each connection was taken already\.$/);
    },
  },
  {
    name: "testing: what `where` throws is the wait's, and the client has its connection",
    async run(assert) {
      const server = createTestServer();
      const waiting = messageOf(() => server.connection({ where: () => assert.fail("no URL") }));
      assert.equal((await server.fetch(URL_)).status, 200);
      assert.equal(await waiting, "no URL");
      assert.equal((await server.connection()).request.url, URL_);
    },
  },
  {
    name: "testing: the wait is by real time, and says that the test's timers are fake",
    async run(assert) {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = () => assert.fail("a fake timer was set");
      try {
        assert.match(await messageOf(() => createTestServer().connection({ timeout: 10 })), /The timers are fake: a client that waits to reconnect does so until the test advances them\.$/);
      } finally {
        globalThis.setTimeout = setTimeout;
      }
    },
  },
  {
    name: "testing: answers and limits that are none",
    async run(assert) {
      const server = createTestServer();
      assert.throws(() => server.respond({ status: 101 }), { name: "RangeError", message: "respond(): status must be a whole number from 200 to 599, not 101." });
      assert.throws(() => server.respond({ body: {} }), { message: "respond(): body must be a string or a Uint8Array, not an object." });
      assert.throws(() => createTestServer({ timeout: "1s" }), { message: 'timeout must be a number of ms, or Infinity, not "1s".' });
      assert.match(await messageOf(() => server.connection({ timeout: -1 })), /not -1/);
      await connected(server);
    },
  },
  {
    name: "testing: a page's probe for CORS fails as a lost network does, and is no request",
    async run(assert) {
      const server = createTestServer();
      await assert.rejects(server.fetch(URL_, { mode: "no-cors" }), TypeError);
      assert.equal(server.requests.length, 0);
    },
  },
];
