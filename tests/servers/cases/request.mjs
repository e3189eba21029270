// What a request carries, and what a server makes of it.

export const cases = [
  {
    name: "Authorization and a header of one's own arrive",
    async run(t) {
      const { url } = await t.server.stream("private");
      const source = t.open(url, { headers: { Authorization: "Bearer fresh", "X-Client": "0" } });
      const { data } = await t.event(source, "who");
      t.same(JSON.parse(data), { authorization: "Bearer fresh", client: "0" });
    },
  },
  {
    name: "`headers` as a function is called for each attempt",
    async run(t) {
      const { url } = await t.server.stream("private");
      const source = t.open(url, { headers: async ({ number }) => ({ Authorization: "Bearer fresh", "X-Client": String(number) }) });
      for (const client of ["0", "1", "2"]) t.equal(JSON.parse((await t.event(source, "who")).data).client, client, "X-Client");
    },
  },
  {
    name: "a token that ran out is fetched anew",
    async run(t) {
      const { url } = await t.server.stream("private");
      let token = "fresh";
      const source = t.open(url, {
        reconnect: { statuses: [401] },
        async headers({ number, lastError }) {
          if (number === 1) token = "stale";
          if (lastError?.status === 401) token = "fresh";
          return { Authorization: `Bearer ${token}`, "X-Client": String(number) };
        },
      });
      const clients = [];
      source.addEventListener("who", ({ data }) => clients.push(JSON.parse(data).client));
      const errors = t.record(source, "error");
      await t.event(source, "error");
      const refused = await t.event(source, "error");
      t.same([refused.status, refused.willReconnect], [401, true], "status and willReconnect");
      await t.event(source, "who");
      t.same(clients, ["0", "2"], "X-Client of those let in");
      t.same(errors.slice(0, 2).map(([, reason]) => reason), ["end", "status"], "errors");
    },
  },
  {
    name: "401 is an error event with the status, and the end",
    async run(t) {
      const { url } = await t.server.stream("private");
      const source = t.open(url, { headers: { Authorization: "Bearer stale" } });
      const error = await t.event(source, "error");
      t.same([error.status, error.code], [401, 401], "status and code");
      t.equal(error.headers.get("www-authenticate"), "Bearer", "WWW-Authenticate");
      t.match(error.body, t.server.refusal, "body");
      t.checkError(error, url, { reason: "status", willReconnect: false });
    },
  },
  {
    name: "a POST with a JSON body streams its answer, once",
    async run(t) {
      const stream = await t.server.stream("chat");
      const words = ["Grüße", "an", "alle", "😀"];
      const source = t.open(stream.url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ prompt: words.join(" ") }),
      });
      const events = t.record(source, "message", "error");
      await t.event(source, "message");
      // The answer is not complete yet: the server waits for this.
      t.same(events, [["message", words[0]]]);
      const end = t.event(source, "error");
      await stream.release();
      t.checkError(await end, stream.url, { reason: "end", willReconnect: false });
      t.same(events, [...words.map((word) => ["message", word]), ["message", "[DONE]"], ["error", "end"]]);
      t.equal((await stream.seen()).lastEventIds.length, 1, "requests");
    },
  },
];
