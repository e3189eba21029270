// What a server's library writes is what arrives.

import { within } from "../../behaviour/harness.mjs";

/** A `fetch` whose responses count the lines that `pattern` matches. */
function countingFetch(pattern) {
  let found = 0;
  let look = () => {};
  return {
    async fetch(url, init) {
      const response = await fetch(url, init);
      const decoder = new TextDecoder();
      let line = "";
      const count = new TransformStream({
        transform(chunk, controller) {
          controller.enqueue(chunk);
          const lines = (line + decoder.decode(chunk, { stream: true })).split(/\r\n|\r|\n/);
          line = lines.pop();
          found += lines.filter((text) => pattern.test(text)).length;
          look();
        },
      });
      return new Response(response.body.pipeThrough(count), response);
    },
    seen: (enough) =>
      new Promise((resolve) => {
        look = () => found >= enough && resolve();
        look();
      }),
  };
}

export const cases = [
  {
    name: "named events, ids, data of several lines and UTF-8 arrive",
    async run(t) {
      const { url } = await t.server.stream("events");
      const source = t.open(url);
      const events = [];
      const ids = [];
      for (const type of ["message", "tick", "last"])
        source.addEventListener(type, ({ lastEventId, data, origin }) => {
          events.push({ event: type, data, origin });
          ids.push(lastEventId);
        });
      await t.event(source, "last");
      t.same(events, t.published.map(({ event = "message", data }) => ({ event, data, origin: t.server.origin })), "events");
      if (t.server.makesIds) t.equal(new Set(ids).size, events.length, "different ids");
      else t.same(ids, t.published.map(({ id }) => id), "ids");
    },
  },
  {
    name: "thousands of events arrive in their order",
    async run(t) {
      const { url } = await t.server.stream("burst");
      const source = t.open(url);
      const events = t.record(source, "message");
      await t.event(source, "error");
      source.close();
      t.same(events.map(([, data]) => data), Array.from({ length: 5000 }, (_, n) => String(n + 1)), "data");
    },
  },
  {
    name: "heartbeats are no events, and what comes behind them is one",
    async run(t) {
      const stream = await t.server.stream("held");
      const counting = countingFetch(t.server.heartbeat);
      const source = t.open(stream.url, { fetch: counting.fetch });
      const events = t.record(source, "message", "error");
      await t.event(source, "message");
      await within(counting.seen(2), 10_000, "two heartbeats");
      const after = t.event(source, "message");
      await stream.release();
      await after;
      t.same(events, [["message", "before"], ["message", "after"]]);
    },
  },
  {
    name: "close() ends the request on the server",
    async run(t) {
      const stream = await t.server.stream("held");
      const source = t.open(stream.url);
      await t.event(source, "message");
      await stream.until(({ gone }) => gone === 0);
      source.close();
      await stream.until(({ gone }) => gone === 1);
    },
  },
];
