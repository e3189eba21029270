// Losing and regaining the machine's network: `online` and `offline`.

const ended = [{ status: 200 }, { write: "retry: 60000\ndata: a\n\n" }, { end: true }];
const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

/** Changes `navigator.onLine`, and dispatches the event as a browser does. */
function setOnline(online) {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => online });
  dispatchEvent(new Event(online ? "online" : "offline"));
}

const restoringNetwork = (run) => async (t) => {
  try {
    await run(t);
  } finally {
    // This uncovers the prototype's getter again.
    delete navigator.onLine;
  }
};

/** False in Chromium's workers, which get no such events: attempts continue there as usual. */
const isNotified = "ononline" in globalThis;

/** Waits until anotherReconnects source, which is on this machine, has reconnected after `retry` ms. */
async function anotherReconnects(t, retry) {
  const stream = await t.script([{ status: 200 }, { write: `retry: ${retry}\ndata: a\n\n` }, { end: true }], hello);
  const source = t.open(stream.url);
  await t.event(source, "error");
  await t.event(source, "message");
}

export const cases = [
  {
    name: "online: a waiting source reconnects at once",
    only: ["browser"],
    run: restoringNetwork(async (t) => {
      const stream = await t.script(ended, hello);
      const source = t.open(stream.url);
      t.equal((await t.event(source, "error")).delay, 60_000, "delay");
      setOnline(true);
      if (!isNotified) return;
      t.equal((await t.event(source, "message")).data, "hello", "data");
    }),
  },
  {
    name: "offline: attempts are paused until online",
    only: ["browser"],
    run: restoringNetwork(async (t) => {
      const stream = await t.script([{ status: 200 }, { write: "retry: 10\ndata: a\n\n" }, { end: true }], hello);
      const { url, fetch } = stream.farAway;
      const source = t.open(url, { fetch });
      setOnline(false);
      await t.event(source, "error");
      if (!isNotified) return void (await t.event(source, "message"));
      // Meanwhile anotherReconnects source with a longer delay reconnects: it is on this machine, so it does not wait for the network.
      await anotherReconnects(t, 50);
      t.equal((await stream.log()).length, 1, "requests while offline");
      setOnline(true);
      t.equal((await t.event(source, "message")).data, "hello", "data");
    }),
  },
  {
    name: "offline: what is on this machine is reconnected all the same",
    only: ["browser"],
    run: restoringNetwork(async (t) => {
      const stream = await t.script([{ status: 200 }, { write: "retry: 50\ndata: a\n\n" }, { end: true }], hello);
      const source = t.open(stream.url);
      await t.event(source, "error");
      setOnline(false);
      t.equal((await t.event(source, "message")).data, "hello", "data");
    }),
  },
  {
    name: "offline while it waits: paused as well",
    only: ["browser"],
    run: restoringNetwork(async (t) => {
      const stream = await t.script([{ status: 200 }, { write: "retry: 100\ndata: a\n\n" }, { end: true }], hello);
      const { url, fetch } = stream.farAway;
      const source = t.open(url, { fetch });
      await t.event(source, "error");
      setOnline(false);
      if (!isNotified) return void (await t.event(source, "message"));
      await anotherReconnects(t, 200);
      t.equal((await stream.log()).length, 1, "requests while offline");
      source.close();
      setOnline(true);
      await t.settle();
      t.equal((await stream.log()).length, 1, "requests after close()");
    }),
  },
];
