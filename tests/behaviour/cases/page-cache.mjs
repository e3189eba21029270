// The back/forward cache (whatwg/html#12381). The page navigates to another one, which goes back at once.

/** Navigates away, and resolves when the page is back. */
function thereAndBack() {
  const back = new Promise((resolve) => addEventListener("pageshow", resolve, { once: true }));
  location.href = "/away";
  return back;
}

export const cases = [
  {
    name: "an open source: the connection ends as the page goes, and is back as it comes, without an error",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 1\ndata: before\n\ndata: unfinished\n" }], [{ status: 200 }, { write: "data: after\n\n" }]);
      const source = t.open(stream.url);
      const events = t.record(source, "open", "message", "error");
      await t.event(source, "message");
      const state = new Promise((resolve) => addEventListener("pagehide", () => resolve(source.readyState), { once: true }));
      const after = t.event(source, "message");
      const { persisted } = await thereAndBack();
      t.equal(persisted, true, "persisted");
      t.equal((await after).lastEventId, "1", "lastEventId");
      t.equal(await state, 0, "readyState in pagehide");
      t.same(events, [["open", undefined], ["message", "before"], ["open", undefined], ["message", "after"]]);
      const requests = await stream.log({ requests: 2, closed: 1 });
      t.same(requests.map(({ lastEventId }) => lastEventId ?? null), [null, "1"], "Last-Event-ID");
    },
  },
  {
    name: "a source that waits for its reconnect does not wait on",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "retry: 3600000\ndata: before\n\n" }, { end: true }], [{ status: 200 }, { write: "data: after\n\n" }]);
      const source = t.open(stream.url);
      const events = t.record(source, "message", "error");
      await t.event(source, "error");
      const after = t.event(source, "message");
      await thereAndBack();
      await after;
      t.same(events, [["message", "before"], ["error", "end"], ["message", "after"]]);
    },
  },
  {
    name: "a closed source stays closed",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: before\n\n" }]);
      const source = t.open(stream.url);
      await t.event(source, "message");
      source.close();
      await stream.log({ closed: 1 });
      await thereAndBack();
      await t.settle();
      t.equal(source.readyState, 2, "readyState");
      t.equal((await stream.log()).length, 1, "requests");
    },
  },
];
