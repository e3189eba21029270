// What happens to a component in its life, and what the server sees of it. The page has a button for each thing that can happen (apps/).
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const LIMIT = 8000;
/** What comes too much has its turn, too. */
const AFTERWARDS = 150;

/** Waits until the assertions hold, and still hold a moment later. */
async function holds(assertions) {
  for (const end = Date.now() + LIMIT; ; await pause(10)) {
    try {
      await assertions();
      break;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
  await pause(AFTERWARDS);
  await assertions();
}

/** @returns [name, run] of each step, in the order in which they must be run. `hasHtml`: a server renders it; `hasPages`: there is another one to go to. */
export function lifeOf(page, { server, origin, hasHtml, hasPages }) {
  const press = (...ids) => page.evaluate((ids) => ids.forEach((id) => document.getElementById(id).click()), ids);
  const ask = () => page.evaluate(() => document.querySelector("#shown button").click());
  const text = (selector) => page.evaluate((selector) => document.querySelector(selector)?.textContent.trim() ?? null, selector);
  const feed = () => text("#shown pre");
  const answered = () => text("#shown p:not([role])");
  const connected = (...paths) => assert.deepEqual(server.live("/feed/").map(({ path }) => path), paths.map((name) => `/feed/${name}`));
  const requested = (path, count) => assert.equal(server.to(path).length, count, `requests to ${path}`);

  return [
    ...(hasHtml ? [["the server renders, and connects to nothing", async () => {
      const rendered = await (await fetch(origin)).text();
      assert.match(rendered, /<button[^>]*>Ask<\/button>/);
      assert.match(rendered, /<pre[^>]*>/);
      await holds(() => assert.deepEqual(server.requests, []));
    }]] : []),
    ["one request, with the token, and one connection", async () => {
      await page.goto(origin, { waitUntil: "domcontentloaded" });
      await holds(async () => {
        assert.equal(await feed(), "a 1");
        requested("/feed/", 1);
        connected("a");
      });
    }],
    ["messages are added", async () => {
      server.say("a");
      server.say("a");
      await holds(async () => assert.equal(await feed(), "a 1\na 2\na 3"));
    }],
    ["a new token does not reconnect", async () => {
      server.token = "t2";
      await page.evaluate(() => (globalThis.token = "t2"));
      await holds(() => requested("/feed/", 1));
    }],
    ["a lost connection is back, with the new token and the last event ID", async () => {
      server.drop();
      await holds(async () => {
        assert.equal(await feed(), "a 1\na 2\na 3\na 4");
        assert.equal(server.to("/feed/a").at(-1).lastEventId, "3");
        requested("/feed/", 2);
        connected("a");
        assert.equal(await text("#shown [role=alert]"), null);
      });
    }],
    ["rendering again does not reconnect", async () => {
      await press("again");
      await holds(async () => {
        assert.equal(await text("#renders"), "1");
        requested("/feed/", 2);
        connected("a");
      });
    }],
    ["another URL: the old connection goes, a new one comes, and the old messages are gone", async () => {
      await press("b");
      await holds(async () => {
        assert.equal(await feed(), "b 1");
        requested("/feed/", 3);
        connected("b");
      });
    }],
    ["there and back at once: one connection", async () => {
      await press("a", "b", "a");
      await holds(async () => {
        assert.match(await feed(), /^a \d+$/);
        connected("a");
      });
    }],
    ["an answer streams, by one POST", async () => {
      requested("/v1/chat", 0);
      await ask();
      await holds(async () => {
        assert.equal(await answered(), "Hello");
        requested("/v1/chat", 1);
      });
      const [{ method, body }] = server.to("/v1/chat");
      assert.deepEqual([method, body], ["POST", '{"prompt":"Hello"}']);
      server.finish();
      await holds(async () => assert.equal(await answered(), "Hello to you."));
    }],
    ["asked again in the middle: the first answer is aborted", async () => {
      await ask();
      await holds(async () => assert.equal(await answered(), "Hello"));
      await ask();
      await holds(async () => {
        assert.equal(await answered(), "Hello");
        requested("/v1/chat", 3);
        assert.equal(server.live("/v1/chat").length, 1);
      });
    }],
    ["the component goes: the connections are closed", async () => {
      await press("toggle");
      await holds(async () => {
        assert.equal(await feed(), null);
        connected();
        assert.deepEqual(server.live("/v1/chat"), []);
      });
    }],
    ["it is back: one connection, and nothing is asked", async () => {
      await press("toggle");
      await holds(async () => {
        assert.match(await feed(), /^a \d+$/);
        connected("a");
        requested("/v1/chat", 3);
      });
    }],
    ["gone and back at once: one connection", async () => {
      await press("toggle", "toggle");
      await holds(async () => {
        assert.match(await feed(), /^a \d+$/);
        connected("a");
      });
    }],
    ["gone before it has connected: no request", async () => {
      await press("toggle");
      await holds(() => connected());
      const { length } = server.requests;
      await press("toggle", "toggle");
      await holds(() => requested("/", length));
      await press("toggle");
      await holds(() => connected("a"));
    }],
    ["a refusal is told, and not tried again", async () => {
      await press("gone");
      await holds(async () => {
        assert.match(await text("#shown [role=alert]"), /returned status 404/);
        assert.equal(await feed(), "");
        requested("/feed/gone", 1);
        connected();
      });
      await press("a");
      await holds(async () => {
        assert.equal(await text("#shown [role=alert]"), null);
        connected("a");
      });
    }],
    ...(hasPages ? [["another page, in the middle of an answer: the connections are closed", async () => {
      await ask();
      await holds(async () => {
        assert.equal(await answered(), "Hello");
        connected("a");
      });
      await press("other");
      await holds(async () => {
        assert.equal(await feed(), null);
        assert.equal(await page.evaluate(() => location.pathname), "/other");
        connected();
        assert.deepEqual(server.live("/v1/chat"), []);
      });
      await press("home");
      await holds(async () => {
        assert.match(await feed(), /^a \d+$/);
        connected("a");
      });
    }]] : []),
    ["the page goes: nothing is left", async () => {
      await page.goto("about:blank");
      await holds(() => {
        connected();
        assert.deepEqual(server.live("/v1/chat"), []);
      });
    }],
  ];
}
