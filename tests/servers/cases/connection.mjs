// Losing a server and coming back to it.

export const cases = [
  {
    name: "a stream that the server ends is resumed with Last-Event-ID, and nothing is lost",
    async run(t) {
      const stream = await t.server.stream("resume");
      const source = t.open(stream.url);
      const events = t.record(source, "message", "error");
      for (const reason of ["end", "end", "end", "no-content"]) t.equal((await t.event(source, "error")).reason, reason, "reason");
      t.equal(source.readyState, 2, "readyState after 204");
      const three = (from) => [from, from + 1, from + 2].map((n) => ["message", String(n)]);
      t.same(events, [...three(1), ["error", "end"], ...three(4), ["error", "end"], ...three(7), ["error", "end"], ["error", "no-content"]]);
      t.same((await stream.seen()).lastEventIds, [null, "3", "6", "9"], "Last-Event-ID of each request");
    },
  },
  {
    name: "`lastEventId` resumes what another source began",
    async run(t) {
      const stream = await t.server.stream("resume");
      const source = t.open(stream.url, { lastEventId: "5" });
      const events = t.record(source, "message");
      await t.event(source, "error");
      source.close();
      t.same(events, [["message", "6"], ["message", "7"], ["message", "8"]]);
    },
  },
  {
    name: "a server that is killed and started again is found again",
    only: ["node"],
    async run(t) {
      const stream = await t.server.stream("held");
      const source = t.open(stream.url);
      const events = t.record(source, "message");
      const errors = t.record(source, "error");
      await t.event(source, "message");
      const back = t.event(source, "message");
      await t.server.restart();
      await back;
      t.same(events, [["message", "before"], ["message", "back after 1"]]);
      t.ok(errors.length > 0, "no error event told that the server was gone");
      t.ok(errors.every(([, reason]) => reason === "network" || reason === "end"), `errors: ${JSON.stringify(errors)}`);
    },
  },
];
