// What only nchan is asked: it keeps messages, and its ids are its own.

import { within } from "../../behaviour/harness.mjs";

const publish = async (stream, ...all) => {
  for (const data of all) await stream.publish({ data });
};

/** Messages of a source, the last one `last`. */
async function upTo(t, source, last) {
  const messages = [];
  source.addEventListener("message", ({ data, lastEventId }) => messages.push({ data, lastEventId }));
  await within(new Promise((resolve) => source.addEventListener("message", ({ data }) => data === last && resolve())), 10_000, `the message ${last}`);
  return messages;
}

const dataOf = (messages) => messages.map(({ data }) => data);

/** The next second of the clock: nchan's ids have whole ones, and begin anew in each, also after a reload. */
async function nextSecond() {
  const second = () => Math.floor(Date.now() / 1000);
  for (const now = second(); second() === now; ) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Until the old workers are gone, with which a message that is sent to them would go, too. */
async function reload(process) {
  const old = process.workers();
  process.signal("SIGHUP");
  const end = Date.now() + 10_000;
  while (process.workers().some((pid) => old.includes(pid))) {
    if (Date.now() > end) throw new Error("nginx keeps its old workers");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const cases = [
  {
    name: "a stream that nchan ends is resumed with Last-Event-ID: nothing is lost, nothing comes twice",
    async run(t) {
      const stream = await t.server.stream("brief");
      await publish(stream, "1", "2");
      const source = t.open(stream.url);
      const messages = upTo(t, source, "6");
      const events = t.record(source, "open", "error");
      await t.event(source, "error");
      await publish(stream, "3", "4");
      await t.event(source, "open");
      await publish(stream, "5", "6");
      t.same(dataOf(await messages), ["1", "2", "3", "4", "5", "6"], "data");
      t.same(events.slice(0, 3), [["open", null], ["error", "end"], ["open", null]], "open and error events");
    },
  },
  {
    name: "nginx reloads: what is published meanwhile comes, once",
    async run(t) {
      const stream = await t.server.stream("channel");
      await publish(stream, "1", "2");
      const source = t.open(stream.url);
      const messages = upTo(t, source, "6");
      const errors = t.record(source, "error");
      await t.event(source, "message");
      await nextSecond();
      const lost = t.event(source, "error");
      await reload(t.server.process);
      t.equal((await lost).willReconnect, true, "willReconnect");
      await publish(stream, "3", "4");
      await t.event(source, "open");
      await publish(stream, "5", "6");
      t.same(dataOf(await messages), ["1", "2", "3", "4", "5", "6"], "data");
      t.equal(errors.length, 1, "errors");
    },
  },
  {
    name: "`lastEventId` resumes behind one of nchan's ids",
    async run(t) {
      const stream = await t.server.stream("channel");
      await publish(stream, "1", "2", "3", "4");
      const first = t.open(stream.url);
      const messages = await upTo(t, first, "4");
      first.close();
      t.ok(messages.every(({ lastEventId }) => lastEventId !== ""), `a message has no id: ${JSON.stringify(messages)}`);
      const second = t.open(stream.url, { lastEventId: messages[1].lastEventId });
      t.same(dataOf(await upTo(t, second, "4")), ["3", "4"], "data");
    },
  },
  {
    name: "nginx lets in who has the right Authorization",
    async run(t) {
      const { url } = await t.server.stream("private");
      const source = t.open(url, { headers: { Authorization: "Bearer fresh" } });
      t.equal((await t.event(source, "message")).data, "let in", "data");
    },
  },
  {
    name: "one message reaches every client, whichever worker it is at",
    async run(t) {
      const stream = await t.server.stream("channel");
      const sources = Array.from({ length: 12 }, () => t.open(stream.url));
      await Promise.all(sources.map((source) => t.event(source, "open")));
      const all = Promise.all(sources.map((source) => t.event(source, "message")));
      await publish(stream, "to all");
      t.same(dataOf(await all), sources.map(() => "to all"), "data");
    },
  },
];
