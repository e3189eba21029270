// What befalls the tabs of a room. Each case has a room and tabs of its own; afterwards, all that are left must have had all events.
import { until } from "./tabs.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function equal(got, wanted, what) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}

async function open(tabs, count) {
  for (let i = 0; i < count; i++) await tabs.open();
  await tabs.caughtUp();
}

/** In every browser, with Web Locks and without. */
export const everywhere = {
  "twelve tabs get all, by one connection; state is the same in each": async ({ tabs, room }) => {
    await open(tabs, 12);
    room.stop();
    await pause(100);
    await tabs.caughtUp();
    equal(room.most, 1, "connections at one time");
    equal(room.requests.length, 1, "requests");
    const state = ({ readyState, lastEventId, reconnectionTime, url, events }) => [readyState, lastEventId, reconnectionTime, url, events];
    const [first, ...others] = await Promise.all(tabs.names.map((tab) => tabs.report(tab)));
    equal(first.readyState, 1, "readyState");
    for (const other of others) equal(state(other), state(first), "state");
  },
  "the tab with the connection is closed": async ({ tabs }) => {
    await open(tabs, 3);
    const leader = await tabs.leader();
    await tabs.close(leader);
    await tabs.successor(leader);
  },
  "it goes elsewhere, and comes back from the cache": async ({ tabs, isChromium }) => {
    await open(tabs, 3);
    const leader = await tabs.leader();
    const { first } = await tabs.report(leader);
    await tabs.leave(leader);
    await tabs.successor(leader);
    await pause(300);
    await tabs.back(leader);
    // Firefox keeps no page with a request or a lock, though it ends with the page.
    if (isChromium) equal((await tabs.report(leader)).first, first, "the first event of the page that was kept");
  },
  "a tab alone goes elsewhere, and comes back from the cache": async ({ tabs, isChromium }) => {
    await open(tabs, 1);
    const { first } = await tabs.report("1");
    await tabs.leave("1");
    await pause(300);
    await tabs.back("1");
    if (isChromium) equal((await tabs.report("1")).first, first, "the first event of the page that was kept");
  },
  "close() in the last tab ends the connection, and one that comes back within 200 ms keeps it": async ({ tabs, room }) => {
    await open(tabs, 1);
    const page = tabs.page("1");
    await page.evaluate(async () => {
      const { url } = player.source;
      player.source.close();
      const { SharedEventSource } = await import("/dist/shared.js");
      globalThis.again = new SharedEventSource(url, { reconnectionTime: 300 });
    });
    await until(() => page.evaluate("again.readyState === 1 && again.lastEventId > player.last"), "events again");
    equal(room.requests.length, 1, "requests");
    await page.evaluate("again.close()");
    await until(() => room.connections.size === 0, "the end of the connection");
    await page.evaluate("globalThis.report = () => ({ ...player.report, last: 1e9, errors: [] })");
  },
};

/** Where a debugger can do it: Chromium. */
export const inChromium = {
  "it crashes": async ({ tabs }) => {
    await open(tabs, 3);
    const leader = await tabs.leader();
    await tabs.crash(leader);
    await tabs.successor(leader);
  },
  "it is frozen, and thaws; another one is frozen and crashes, as one that is discarded": async ({ tabs }) => {
    await open(tabs, 4);
    const leader = await tabs.leader();
    await tabs.freeze(leader);
    const next = await tabs.successor(leader);
    await pause(300);
    await tabs.freeze(leader, "active");
    await tabs.caughtUp();
    await tabs.freeze(next);
    await tabs.successor(next);
    await tabs.crash(next);
  },
  "it is suspended without a word, and replaced": async ({ tabs }) => {
    await open(tabs, 3);
    const leader = await tabs.leader();
    const session = await tabs.page(leader).createCDPSession();
    await session.send("Debugger.enable");
    await session.send("Debugger.pause");
    await tabs.successor(leader);
    await pause(500);
    await session.send("Debugger.resume");
    await session.detach();
  },
  "clocks jump": async ({ tabs }) => {
    await open(tabs, 2);
    for (const hours of [1, -2]) {
      const leader = await tabs.leader();
      await tabs.page(leader).evaluate((ms) => {
        const { now } = Date;
        Date.now = () => now() + ms;
      }, hours * 3_600_000);
      await tabs.open();
      await tabs.caughtUp();
      await tabs.freeze(leader);
      await tabs.successor(leader);
      await tabs.freeze(leader, "active");
    }
  },
};

/** Once is enough. */
export const once = {
  "frames, and workers of all kinds, share one connection; the worker that has it ends": async ({ tabs, room }) => {
    room.start(20);
    const tab = await tabs.open("&none");
    const page = tabs.page(tab);
    await page.evaluate(() => members.dedicated());
    await until(() => room.connections.size, "the worker's connection");
    for (const kind of ["frame", "shared", "service"]) await page.evaluate((one) => members[one](), kind);
    const reports = () => page.evaluate("reports()");
    await until(async () => (await reports()).length === 4 && (await reports()).every(({ last }) => last >= room.count - 2 && last > 0), async () => JSON.stringify(await reports()));
    equal([room.most, room.requests.length], [1, 1], "connections");
    await page.evaluate("members.end()");
    await until(() => room.requests.length === 2, "another's connection");
    await until(async () => (await reports()).every(({ last }) => last >= room.count - 2), async () => JSON.stringify(await reports()));
    for (const { missed, complaints } of (await reports())) equal([missed, complaints], [0, []], "missed, complaints");
    await page.evaluate("globalThis.report = () => ({ complaints: [], errors: [], missed: 0, last: 1e9 })");
  },
  "a tab that is refused leaves the connection to one that is let in": async ({ tabs, room }) => {
    room.tokens = new Set(["b"]);
    await tabs.open("&token=a");
    await until(() => room.requests.length === 1, "the first request");
    await until(async () => (await tabs.report("1")).readyState === 2, "the end in a tab alone");
    room.tokens = new Set(["a", "b"]);
    await tabs.page("1").reload();
    await until(() => room.leader === "1", "the first one's connection");
    await tabs.open("&token=b");
    room.start(20);
    await tabs.caughtUp();
    room.tokens = new Set(["b"]);
    for (const { response } of room.connections) response.destroy();
    await until(() => room.leader === "2", "the second one's connection");
    await tabs.caughtUp();
    room.tokens = new Set();
    for (const { response } of room.connections) response.destroy();
    for (const tab of ["1", "2"]) await until(async () => (await tabs.report(tab)).readyState === 2, `the end in tab ${tab}`);
    for (const tab of ["1", "2"]) equal((await tabs.report(tab)).events.filter((event) => event === "error 401").length, 1, `refusals in tab ${tab}`);
    room.stop();
    room.count = (await tabs.report("1")).last;
  },
  "strangers in the channel, and other versions, change nothing": async ({ tabs, room }) => {
    room.start(20);
    await open(tabs, 2);
    await tabs.page("1").evaluate(async () => {
      const { locks } = navigator;
      const { held } = await locks.query();
      const { name } = held.find((one) => one.name.startsWith("eventsource-wasm/"));
      const channel = new BroadcastChannel(name);
      const garbage = [null, 1, "x", {}, [], [1], [2, 4, "x", "zzzzzzzzz", 1, [], [1, 1, "", ""]], [1, 99, "x", ""], [1, 4, "x", "zzzzzzzzzx", "1", [[0]], []], [1, 2, {}, [], NaN, new Map(), new Error("x")], new Uint8Array(9)];
      for (const one of garbage) channel.postMessage(one);
      channel.close();
    });
  },
  "sixty members in one page, 200 in a long run": async ({ tabs, room, isLong }) => {
    const tab = await tabs.open("&none");
    const page = tabs.page(tab);
    await page.evaluate((count) => members.many(count), isLong ? 200 : 60);
    room.start(50);
    const reports = () => page.evaluate("reports()");
    await until(async () => (await reports()).every(({ last }) => last >= room.count - 2 && last > 0), "events for all");
    await page.evaluate("player0.source.close()");
    await until(() => room.requests.length === 2, "another's connection");
    await until(async () => (await reports()).slice(1).every(({ last }) => last >= room.count - 2), "events for all others");
    for (const { missed, complaints } of await reports()) equal([missed, complaints], [0, []], "missed, complaints");
    equal(room.most, 1, "connections");
    await page.evaluate("globalThis.report = () => ({ complaints: [], errors: [], missed: 0, last: 1e9 })");
  },
  "what is secret is in no message": async ({ tabs, room }) => {
    room.start(20);
    await open(tabs, 1);
    const page = tabs.page("1");
    const text = await page.evaluate(async (name) => {
      const said = [];
      const { postMessage } = BroadcastChannel.prototype;
      BroadcastChannel.prototype.postMessage = function (message) {
        said.push(this.name, JSON.stringify(message));
        postMessage.call(this, message);
      };
      const { SharedEventSource } = await import("/dist/shared.js?secret");
      const source = new SharedEventSource(`/events/${name}?token=s3cret`, { headers: { Authorization: "Bearer s3cret", "X-Key": "s3cret" }, secretHeaders: ["X-Key"] });
      await new Promise((resolve) => (source.onopen = resolve));
      source.close();
      return said.join("\n") + JSON.stringify(await navigator.locks.query());
    }, tabs.name);
    if (!text.includes("eventsource-wasm/")) throw new Error("nothing was said");
    // The URL is part of the state.
    if (text.replaceAll(/http[^"]*/g, "").includes("s3cret")) throw new Error(text);
  },
};

/** So many times, something befalls the tab that has the connection, or another one. */
export async function handovers({ tabs, isChromium, isLong }, count) {
  // Without locks it takes some seconds until a crash is noticed: by itself it has a case of its own.
  const ways = ["close", "leave", ...(isChromium ? ["freeze", "freeze"] : []), ...(isChromium && isLong ? ["crash"] : [])];
  await open(tabs, 4);
  const gone = [];
  for (let i = 0; i < count; i++) {
    const way = ways[Math.floor(Math.random() * ways.length)];
    // Until a crash is noticed, there may be more events than are kept for those that are away.
    while (way === "crash" && gone.length > 0) await comesBack(tabs, gone);
    const leader = await tabs.leader();
    await tabs[way](leader);
    if (way === "leave" || way === "freeze") gone.push([way, leader]);
    await tabs.successor(leader);
    if (gone.length > 2 || Math.random() < 0.5) await comesBack(tabs, gone);
    while (tabs.names.length - gone.length < 3) await tabs.open();
    await tabs.caughtUp(tabs.names.filter((tab) => !gone.some(([, one]) => one === tab)));
  }
  while (gone.length > 0) await comesBack(tabs, gone);
}

async function comesBack(tabs, gone) {
  const [way, tab] = gone.shift() ?? [];
  if (way === "leave") await tabs.back(tab);
  else if (way === "freeze") await tabs.freeze(tab, "active");
}
