// `node tests/mercure/run.mjs`: `eventsource-wasm/mercure` alone, then the whole flow against each hub.
import assert from "node:assert/strict";
import http from "node:http";
import { EventSource } from "../../dist/index.js";
import { discoverHub, mercureUrl } from "../../dist/mercure.js";
import { within } from "../behaviour/harness.mjs";
import { Count } from "../count.mjs";
import { Unavailable } from "../servers/installed.mjs";
import { flask, standIn } from "./hubs.mjs";

const LIMIT = 10_000;
const count = new Count();
const linked = (link, url = "https://example.com/books/1") => discoverHub({ url, headers: new Headers({ link }) });

const alone = {
  "a Link names the hub, the topic and the last event": () => {
    const link = '<https://example.com/books/1.jsonld>; rel="self", </.well-known/mercure>; rel="mercure"; last-event-id="urn:1"; content-type="application/json"; type="book"';
    assert.deepEqual(linked(link), { url: "https://example.com/.well-known/mercure", self: "https://example.com/books/1.jsonld", lastEventId: "urn:1", contentType: "application/json", type: "book" });
  },
  "commas and semicolons in quotes and targets, escapes, several relations, any case": () => {
    const hub = linked('</next?a,b>; rel=next; title="x; rel=mercure, <y>", </hub?a,b>; REL="Mercure other"; last-event-id="a,\\"b;"');
    assert.equal(hub.url, "https://example.com/hub?a,b");
    assert.equal(hub.lastEventId, 'a,"b;');
  },
  "the first parameter of a name counts; no hub is undefined": () => {
    assert.equal(linked("</hub>; rel=next; rel=mercure"), undefined);
    assert.equal(linked(""), undefined);
    assert.equal(linked("</hub>; rel=notmercure"), undefined);
  },
  "URLs of 0.x, of 1.0, and for both": () => {
    const hub = "https://hub/?x=1";
    assert.equal(mercureUrl(hub, { topic: ["a&b", "c"], lastEventId: "earliest" }), "https://hub/?x=1&topic=a%26b&topic=c&lastEventID=earliest");
    assert.equal(mercureUrl(new URL(hub), { match: ["a", { urlpattern: "/b/:id" }], lastEventId: "1" }), "https://hub/?x=1&match=a&match_urlpattern=%2Fb%2F%3Aid&last_event_id=1");
    assert.equal(mercureUrl(linked('<https://hub/>; rel=mercure; last-event-id="1"'), { topic: "a", match: "a" }), "https://hub/?topic=a&match=a&lastEventID=1&last_event_id=1");
    assert.throws(() => mercureUrl(hub, {}), TypeError);
  },
};

/** A source, what it was given, and the requests that it made. */
class Subscriber {
  data = [];
  requests = [];
  #wake = () => {};

  constructor(url, init = {}) {
    const spy = (input, options) => (this.requests.push({ url: String(input), headers: new Headers(options.headers) }), fetch(input, options));
    this.source = new EventSource(url, { fetch: spy, ...init });
    this.source.onmessage = ({ data }) => (this.data.push(data), this.#wake());
    this.opened = new Promise((resolve, reject) => {
      this.source.onopen = resolve;
      this.source.onerror = ({ message, willReconnect }) => willReconnect || reject(new Error(message));
    });
  }

  /** Until it has so much. */
  async has(...wanted) {
    const enough = async () => {
      while (this.data.length < wanted.length) await new Promise((resolve) => (this.#wake = resolve));
    };
    await within(enough(), LIMIT, () => `received ${JSON.stringify(this.data)}, not ${JSON.stringify(wanted)}`);
    assert.deepEqual(this.data, wanted);
  }
}

/** A publisher's site: a resource that tells of its hub. */
async function startSite(hub, topic, lastEventId) {
  const link = `<${topic}>; rel="self", <${hub.url}>; rel="mercure"; last-event-id="${lastEventId}"`;
  const site = http.createServer((_, response) => response.writeHead(200, { Link: link }).end("{}"));
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${site.address().port}/`, close: () => (site.closeAllConnections(), site.close()) };
}

/** Each with a topic of its own. */
const flow = {
  "discovery: what came between the resource and the subscription is not missed": async (hub, topic, open) => {
    const id = await hub.publish(topic, "in the resource");
    const site = await startSite(hub, topic, id);
    try {
      const response = await fetch(site.url);
      await hub.publish(topic, "between");
      const found = discoverHub(response);
      assert.equal(found.self, topic);
      const subscriber = open(mercureUrl(found, hub.to(found.self)));
      await subscriber.opened;
      await hub.publish(topic, "live");
      await subscriber.has("between", "live");
    } finally {
      site.close();
    }
  },
  "`earliest`: all that the hub has": async (hub, topic, open) => {
    await hub.publish(topic, "1");
    await hub.publish(topic, "2");
    await open(mercureUrl(hub.url, { ...hub.to(topic), lastEventId: "earliest" })).has("1", "2");
  },
  "a reconnect sends the last event ID, in the header or in the query: nothing lost, nothing twice": async (hub, topic, open) => {
    for (const [way, lastEventIdParam] of [["header", undefined], ["query", hub.idParam]]) {
      const first = await hub.publish(`${topic}/${way}`, "1");
      // The URL's own ID is the oldest one: what it says later must not count.
      const init = lastEventIdParam ? { lastEventIdParam } : {};
      const subscriber = open(mercureUrl(hub.url, { ...hub.to(`${topic}/${way}`), lastEventId: first }), init);
      await subscriber.opened;
      const second = await hub.publish(`${topic}/${way}`, "2");
      await subscriber.has("2");
      const third = hub.publish(`${topic}/${way}`, "3");
      subscriber.source.reconnect();
      await third;
      await subscriber.has("2", "3");
      const { url, headers } = subscriber.requests.at(-1);
      const sent = new URL(url).searchParams.get(hub.idParam);
      const known = lastEventIdParam ? sent : headers.get("last-event-id");
      assert.ok([second, await third].includes(known), `${way}: sent ${known}`);
      assert.equal(headers.has("last-event-id"), !lastEventIdParam);
    }
  },
  "private updates: only with a token for their topic": async (hub, topic, open) => {
    const anyone = open(mercureUrl(hub.url, hub.to(topic)));
    const [member, other] = [[topic], [`${topic}/other`]].map((topics) => open(mercureUrl(hub.url, hub.to(topic)), { headers: { Authorization: `Bearer ${hub.token(topics)}` } }));
    await Promise.all([anyone, member, other].map(({ opened }) => opened));
    await hub.publish(topic, "secret", { private: "on" });
    await hub.publish(topic, "public");
    await member.has("secret", "public");
    await anyone.has("public");
    await other.has("public");
  },
  "an expired token is refused; `headers` gives a fresh one to the next attempt": async (hub, topic, open) => {
    const lives = [-10, 60];
    const statuses = [];
    const subscriber = open(mercureUrl(hub.url, hub.to(topic)), {
      headers: () => ({ Authorization: `Bearer ${hub.token([topic], lives.shift())}` }),
      reconnect: { statuses: [hub.refusal], decide: ({ status }) => (statuses.push(status), 10) },
    });
    await within(subscriber.opened, LIMIT, "the second attempt");
    assert.deepEqual(statuses, [hub.refusal]);
    await hub.publish(topic, "secret", { private: "on" });
    await subscriber.has("secret");
  },
  "a token that expires ends the connection; the next one goes on, nothing lost": async (hub, topic, open) => {
    const lives = [2, 60];
    const subscriber = open(mercureUrl(hub.url, hub.to(topic)), { headers: () => ({ Authorization: `Bearer ${hub.token([topic], lives.shift())}` }), reconnect: { decide: () => 10 } });
    await subscriber.opened;
    await hub.publish(topic, "1", { private: "on" });
    while (subscriber.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await hub.publish(topic, "2", { private: "on" });
    await subscriber.has("1", "2");
    assert.notEqual(subscriber.requests[0].headers.get("authorization"), subscriber.requests[1].headers.get("authorization"));
  },
  "a gap: the hub's answer is another ID than the one that was asked for": async (hub, topic, open) => {
    const first = await hub.publish(topic, "1");
    const answers = [];
    const ask = async (lastEventId) => {
      const subscriber = open(mercureUrl(hub.url, { ...hub.to(topic), lastEventId }), { onresponse: ({ headers }) => answers.push(headers.get("mercure-last-event-id") ?? headers.get("last-event-id")) });
      await subscriber.opened;
      return subscriber;
    };
    await ask(first);
    for (const data of ["2", "3", "4", "5", "6"]) await hub.publish(topic, data);
    const late = await ask(first);
    // The hub of 0.x keeps 500 updates and tells nothing.
    assert.deepEqual(answers, hub.tellsGaps ? [first, "earliest"] : [null, null]);
    await late.has(...(hub.tellsGaps ? ["3", "4", "5", "6"] : ["2", "3", "4", "5", "6"]));
  },
  "a pattern subscribes to many topics": async (hub, topic, open) => {
    const subscriber = open(mercureUrl(hub.url, { match: { urlpattern: `${topic}/:id` } }));
    await subscriber.opened;
    await hub.publish(`${topic}/1`, "1");
    await hub.publish(`${topic}/1/2`, "no");
    await hub.publish(`${topic}/2`, "2");
    await subscriber.has("1", "2");
  },
};

/** Cases that only some hubs can pass, by what they have to have. */
const NEEDS = { "a token that expires ends the connection; the next one goes on, nothing lost": "endsAtExpiry", "a pattern subscribes to many topics": "hasPatterns" };

for (const [title, check] of Object.entries(alone)) await count.check(title, check);
for (const start of [flask, standIn]) {
  let hub;
  try {
    hub = await start();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`mercure: the hub of 0.x is left out, since ${error.message}`);
    continue;
  }
  const cases = Object.entries(flow).filter(([title]) => !NEEDS[title] || hub[NEEDS[title]]);
  for (const [at, [title, check]] of cases.entries())
    await count.check(`${hub.name}: ${title}`, async () => {
      const opened = [];
      const open = (...args) => (opened.push(new Subscriber(...args)), opened.at(-1));
      try {
        await check(hub, `https://example.com/${at}`, open);
      } finally {
        for (const { source } of opened) source.close();
      }
    });
  await hub.stop();
}
count.close("mercure");
// A connection that a hub left half open must not hold the process.
process.exit();
