// The machine's network: online, offline.

const ended = [{ status: 200 }, { write: "retry: 60000\ndata: a\n\n" }, { end: true }];
const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

/** Shows another `navigator.onLine`, and tells of it as a browser does. */
function show(online) {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => online });
  dispatchEvent(new Event(online ? "online" : "offline"));
}

const withNetworkShown = (run) => async (t) => {
  try {
    await run(t);
  } finally {
    // The prototype's own getter is back.
    delete navigator.onLine;
  }
};

/** Chromium's workers are not told: there attempts go on as ever. */
const isTold = "ononline" in globalThis;

/** Another source, on this machine, that waits so many ms for its reconnect: it has come round. */
async function another(t, retry) {
  const stream = await t.script([{ status: 200 }, { write: `retry: ${retry}\ndata: a\n\n` }, { end: true }], hello);
  const source = t.open(stream.url);
  await t.event(source, "error");
  await t.event(source, "message");
}

export const cases = [
  {
    name: "online: a waiting source reconnects at once",
    only: ["browser"],
    run: withNetworkShown(async (t) => {
      const stream = await t.script(ended, hello);
      const source = t.open(stream.url);
      t.equal((await t.event(source, "error")).delay, 60_000, "delay");
      show(true);
      if (!isTold) return;
      t.equal((await t.event(source, "message")).data, "hello", "data");
    }),
  },
  {
    name: "offline: attempts are paused until online",
    only: ["browser"],
    run: withNetworkShown(async (t) => {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: a\n\n" }, { end: true }], hello);
      const { url, fetch } = stream.farAway;
      const source = t.open(url, { fetch });
      show(false);
      await t.event(source, "error");
      if (!isTold) return void (await t.event(source, "message"));
      // Another source with a longer wait comes round in the meantime: it is on this machine.
      await another(t, 50);
      t.equal((await stream.log()).length, 1, "requests while offline");
      show(true);
      t.equal((await t.event(source, "message")).data, "hello", "data");
    }),
  },
  {
    name: "offline: what is on this machine is reconnected all the same",
    only: ["browser"],
    run: withNetworkShown(async (t) => {
      const stream = await t.script([{ status: 200 }, { write: "retry: 50\ndata: a\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      await t.event(source, "error");
      show(false);
      t.equal((await t.event(source, "message")).data, "hello", "data");
    }),
  },
  {
    name: "offline while it waits: paused as well",
    only: ["browser"],
    run: withNetworkShown(async (t) => {
      const stream = await t.script([{ status: 200 }, { write: "retry: 100\ndata: a\n\n" }, { end: true }], hello);
      const { url, fetch } = stream.farAway;
      const source = t.open(url, { fetch });
      await t.event(source, "error");
      show(false);
      if (!isTold) return void (await t.event(source, "message"));
      await another(t, 200);
      t.equal((await stream.log()).length, 1, "requests while offline");
      source.close();
      show(true);
      await t.settle();
      t.equal((await stream.log()).length, 1, "requests after close()");
    }),
  },
];
