// `for await` over events().

const words = ["Grüße", "an", "alle", "😀"];
const question = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ prompt: words.join(" ") }) };

export const cases = [
  {
    name: "events(): types, ids and data in a loop",
    async run(t) {
      const { url } = await t.server.stream("events");
      const events = [];
      const ids = [];
      for await (const { type, data, id } of t.events(url, { until: ({ type }) => type === "last" })) {
        events.push([type, data]);
        ids.push(id);
      }
      t.same(events, t.published.map(({ event = "message", data }) => [event, data]), "events");
      if (!t.server.makesIds) t.same(ids, t.published.map(({ id }) => id), "ids");
    },
  },
  {
    name: "events(): the answer to a POST, word by word as it comes",
    async run(t) {
      const stream = await t.server.stream("chat");
      const answer = [];
      for await (const { data } of t.events(stream.url, question)) {
        // The server waits for this behind the first word.
        if (answer.push(data) === 1) await stream.release();
      }
      t.same(answer, [...words, "[DONE]"]);
      t.equal((await stream.seen()).lastEventIds.length, 1, "requests");
    },
  },
  {
    name: "events(): a Request, `until` its last event",
    async run(t) {
      const stream = await t.server.stream("chat");
      await stream.release();
      const loop = t.events(new Request(stream.url, question), { until: ({ data }) => data === words[2] });
      t.same(await t.collect(loop), words.slice(0, 3).map((word) => ["message", word]));
    },
  },
  {
    name: "events(): JSON in the data",
    async run(t) {
      const { url } = await t.server.stream("private");
      const loop = t.events(url, { headers: { Authorization: "Bearer fresh", "X-Client": "7" } });
      const values = [];
      for await (const { json } of loop) values.push(json());
      t.same(values, [{ authorization: "Bearer fresh", client: "7" }]);
    },
  },
  {
    name: "events(): 401 is thrown, with what the server says",
    async run(t) {
      const { url } = await t.server.stream("private");
      const error = await t.rejected(t.events(url).next());
      t.same([error.name, error.reason, error.status], ["EventSourceError", "status", 401]);
      t.match(error.body, t.server.refusal, "body");
    },
  },
  {
    name: "events(): `break` ends the request on the server",
    async run(t) {
      const stream = await t.server.stream("held");
      for await (const { data } of t.events(stream.url)) {
        t.equal(data, "before", "data");
        await stream.until(({ gone }) => gone === 0);
        break;
      }
      await stream.until(({ gone }) => gone === 1);
    },
  },
  {
    name: "events(): with `reconnect`, one loop over three connections",
    async run(t) {
      const stream = await t.server.stream("resume");
      const ids = [];
      for await (const { id } of t.events(stream.url, { reconnect: true, until: ({ id }) => id === "9" })) ids.push(id);
      t.same(ids, ["1", "2", "3", "4", "5", "6", "7", "8", "9"], "ids");
      t.same((await stream.seen()).lastEventIds, [null, "3", "6"], "Last-Event-ID of each request");
    },
  },
];
