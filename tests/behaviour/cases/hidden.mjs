// Hidden and frozen pages. The page is really hidden: by another one in front of it.

/** By how many ms the clock is set forward, so that tests need not wait. */
let clockOffset = 0;
const { now } = Date;
Date.now = () => now() + clockOffset;

/** Changes the page's state. @param state "hidden", "visible", or "frozen", which freezes and thaws the page, in Chromium only */
async function setPageState(state) {
  await globalThis.setPage(state);
  if (document.visibilityState === state) return;
  await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

/** Opens a source and hides the page. `seen()` shows the page again, after `away` ms on the clock. */
async function hiddenAndSeen(t, init, { away = 0, script } = {}) {
  const stream = await t.script(...(script ?? [[{ status: 200 }, { write: "id: 1\ndata: before\n\ndata: unfinished\n" }], [{ status: 200 }, { write: "data: after\n\n" }]]));
  const source = t.open(stream.url, init);
  const events = t.record(source, "open", "message", "error");
  await t.event(source, "message");
  await setPageState("hidden");
  return {
    stream, source, events,
    async seen() {
      clockOffset += away;
      await setPageState("visible");
    },
  };
}

const TWICE = [["open", undefined], ["message", "before"], ["open", undefined], ["message", "after"]];

async function isResumed(t, { stream, source, events, seen }, message = t.event(source, "message")) {
  await seen();
  t.equal((await message).lastEventId, "1", "lastEventId");
  t.same(events, TWICE);
  const requests = await stream.log({ requests: 2, closed: 1 });
  t.same(requests.map(({ lastEventId }) => lastEventId ?? null), [null, "1"], "Last-Event-ID");
}

async function goesOn(t, { stream, source, events, seen }) {
  await seen();
  await t.settle();
  t.equal(source.readyState, 1, "readyState");
  t.same(events, [["open", undefined], ["message", "before"]]);
  t.equal((await stream.log()).length, 1, "requests");
}

export const cases = [
  {
    name: 'whenHidden: "pause": the connection ends as the page is hidden, and is back as it is seen, without an error',
    async run(t) {
      const hidden = await hiddenAndSeen(t, { whenHidden: "pause" });
      await hidden.stream.log({ closed: 1 });
      t.equal(hidden.source.readyState, 0, "readyState while hidden");
      await isResumed(t, hidden);
    },
  },
  {
    name: "whenHidden: ms: it ends after as many",
    async run(t) {
      const hidden = await hiddenAndSeen(t, { whenHidden: 300 });
      t.equal(hidden.source.readyState, 1, "readyState at first");
      await hidden.stream.log({ closed: 1 });
      await isResumed(t, hidden);
    },
  },
  {
    name: "whenHidden: ms: seen before, it goes on",
    async run(t) {
      await goesOn(t, await hiddenAndSeen(t, { whenHidden: 600_000 }));
    },
  },
  {
    name: "the default keeps the connection",
    async run(t) {
      await goesOn(t, await hiddenAndSeen(t, {}));
    },
  },
  {
    name: 'whenHidden: "pause": a page that begins hidden connects when it is seen',
    async run(t) {
      await setPageState("hidden");
      const stream = await t.script([{ status: 200 }, { write: "data: seen\n\n" }]);
      const source = t.open(stream.url, { whenHidden: "pause" });
      await t.settle();
      t.equal((await stream.log()).length, 0, "requests while hidden");
      const message = t.event(source, "message");
      await setPageState("visible");
      await message;
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: 'whenHidden: "pause": what waits for its reconnect connects when the page is seen; reconnect() need not wait for that',
    async run(t) {
      const waiting = async () => {
        const stream = await t.script([{ status: 200 }, { write: "retry: 3600000\ndata: before\n\n" }, { end: true }], [{ status: 200 }, { write: "data: after\n\n" }]);
        const source = t.open(stream.url, { whenHidden: "pause" });
        await t.event(source, "error");
        return source;
      };
      const sources = [await waiting(), await waiting()];
      await setPageState("hidden");
      sources[0].reconnect();
      await t.event(sources[0], "message");
      t.equal(document.visibilityState, "hidden");
      const after = t.event(sources[1], "message");
      await setPageState("visible");
      await after;
    },
  },
  {
    name: 'whenHidden: "pause": closed while hidden, it stays closed',
    async run(t) {
      const { stream, source, seen } = await hiddenAndSeen(t, { whenHidden: "pause" });
      source.close();
      await seen();
      await t.settle();
      t.equal(source.readyState, 2, "readyState");
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: 'whenHidden: "pause": what may not reconnect is left alone',
    async run(t) {
      await goesOn(t, await hiddenAndSeen(t, { whenHidden: "pause", reconnect: false }));
    },
  },
  {
    name: 'whenHidden: "pause": a loop goes on with the next event',
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 1\ndata: before\n\n" }], [{ status: 200 }, { write: "data: after\n\n" }, { end: true }], [{ status: 204 }]);
      const loop = t.events(stream.url, { reconnect: true, whenHidden: "pause" });
      t.equal((await loop.next()).value.data, "before");
      const next = loop.next();
      await setPageState("hidden");
      await stream.log({ closed: 1 });
      await setPageState("visible");
      t.equal((await next).value.data, "after");
      await loop.return();
    },
  },
  {
    name: "back after 15 s without a byte, it connects anew, without an error",
    async run(t) {
      await isResumed(t, await hiddenAndSeen(t, {}, { away: 15_000 }));
    },
  },
  {
    name: "back after less than 15 s, it goes on",
    async run(t) {
      await goesOn(t, await hiddenAndSeen(t, {}, { away: 10_000 }));
    },
  },
  {
    name: "back after an hour, in which it has heard something to the end, it goes on",
    async run(t) {
      const script = [[{ status: 200 }, { write: "data: before\n\n" }, { wait: "more" }, { write: "event: more\ndata:\n\n" }]];
      const hidden = await hiddenAndSeen(t, {}, { script });
      clockOffset += 3_600_000;
      const more = t.event(hidden.source, "more");
      await hidden.stream.signal("more");
      await more;
      await goesOn(t, hidden);
    },
  },
  {
    name: "back after an hour, a refused source stays closed",
    async run(t) {
      const stream = await t.script([{ status: 403 }, { end: true }]);
      const source = t.open(stream.url);
      await t.event(source, "error");
      await setPageState("hidden");
      clockOffset += 3_600_000;
      await setPageState("visible");
      await t.settle();
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
  {
    name: "frozen and thawed after 15 s, still hidden, it connects anew",
    async run(t) {
      const hidden = await hiddenAndSeen(t, {});
      const message = t.event(hidden.source, "message");
      const thawed = new Promise((resolve) => document.addEventListener("resume", resolve, { once: true }));
      clockOffset += 15_000;
      await globalThis.setPage("frozen");
      await thawed;
      await message;
      t.equal(document.visibilityState, "hidden");
      await isResumed(t, hidden, message);
    },
  },
  {
    name: 'frozen and thawed, still hidden, what is paused stays so',
    async run(t) {
      const hidden = await hiddenAndSeen(t, { whenHidden: "pause" });
      await hidden.stream.log({ closed: 1 });
      const thawed = new Promise((resolve) => document.addEventListener("resume", resolve, { once: true }));
      await globalThis.setPage("frozen");
      await thawed;
      await t.settle();
      t.equal((await hidden.stream.log()).length, 1, "requests");
      await isResumed(t, hidden);
    },
  },
].map((one) => ({
  ...one,
  async run(t) {
    try {
      await one.run(t);
    } finally {
      await setPageState("visible");
    }
  },
}));
