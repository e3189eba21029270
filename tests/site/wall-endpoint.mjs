// The wall's endpoint without a browser: who gets what, and that nothing grows without end.
import { createWall } from "../../www/endpoints/wall.js";

const URL_ = "http://localhost/api/wall";
const bearer = (name) => ({ Authorization: `Bearer ${Buffer.from(name).toString("base64")}` });

/** A wall whose clock stands still unless a test moves it. */
function begin() {
  const clock = { now: 1000 };
  const wall = createWall(() => clock.now);
  const post = (name, what) => wall.post(new Request(URL_, { method: "POST", headers: bearer(name), body: JSON.stringify(what) }));

  /** Signs in; `read()` gives what has arrived since, as `[type, from or name, text]`. */
  async function read(name, { follow = [], lastEventId } = {}) {
    const headers = { ...bearer(name), ...(lastEventId && { "Last-Event-ID": lastEventId }) };
    const response = await wall.serve(new Request(`${URL_}?${new URLSearchParams(follow.map((one) => ["follow", one]))}`, { headers }));
    const reader = response.body?.getReader();
    const got = async () => {
      let text = "";
      for (;;) {
        const part = await Promise.race([reader.read(), new Promise((resolve) => setTimeout(resolve, 5))]);
        if (part?.value === undefined) break;
        text += new TextDecoder().decode(part.value);
      }
      return [...text.matchAll(/event: (\w+)\n(?:id: (\d+)\n)?data: (.*)\n/g)].map(([, type, id, data]) => ({ type, id, ...JSON.parse(data) }));
    };
    return { response, reader, got, leave: () => reader.cancel() };
  }
  return { clock, wall, post, read };
}

const brief = (events) => events.map(({ type, from, name, text }) => [type, from ?? name, ...(text === undefined ? [] : [text])].join(" "));

export const cases = [
  {
    name: "wall: a post goes to its author's followers, a direct one to its addressee alone",
    async run(assert) {
      const { post, read } = begin();
      const ada = await read("Ada");
      const bob = await read("Zoë", { follow: ["Ada"] });
      const eve = await read("Eve");
      assert.equal((await post("Ada", { text: " a line\nand another " })).status, 201);
      assert.equal((await post("Ada", { text: "psst", to: "Zoë" })).status, 201);
      assert.deepEqual(brief(await ada.got()), ["checkin Ada", "checkin Zoë", "checkin Eve", "forward Ada a line\nand another"]);
      assert.deepEqual(brief(await bob.got()), ["checkin Ada", "checkin Zoë", "checkin Eve", "forward Ada a line\nand another", "direct Ada psst"]);
      assert.deepEqual(brief(await eve.got()), ["checkin Ada", "checkin Zoë", "checkin Eve"]);
    },
  },
  {
    name: "wall: it goes on after the last event ID, and back soon is no new check-in",
    async run(assert) {
      const { clock, post, read } = begin();
      const first = await read("Bob", { follow: ["Ada"] });
      await post("Ada", { text: "one" });
      const { id } = (await first.got()).at(-1);
      await first.leave();
      await post("Ada", { text: "two" });
      await post("Ada", { text: "for Bob", to: "Bob" });
      const second = await read("Bob", { follow: ["Ada"], lastEventId: id });
      assert.deepEqual(brief(await second.got()), ["forward Ada two", "direct Ada for Bob"]);
      await second.leave();
      clock.now += 60_000;
      const third = await read("Bob", { lastEventId: id });
      assert.deepEqual(brief(await third.got()), ["direct Ada for Bob", "checkin Bob"]);
    },
  },
  {
    name: "wall: names and texts have a length, and a form",
    async run(assert) {
      const { wall, post, read } = begin();
      for (const name of ["", " ", "x".repeat(25), "a\nb", "a\u202eb"]) assert.equal((await read(name)).response.status, 401, JSON.stringify(name));
      assert.equal(wall.serve(new Request(URL_)).status, 401);
      assert.equal(wall.serve(new Request(URL_, { headers: { Authorization: "Bearer /w==" } })).status, 401, "no UTF-8");
      for (const what of [{}, { text: " " }, { text: 5 }, { text: "x".repeat(281) }, { text: "x", to: "" }, { text: "x", to: {} }, null]) assert.equal((await post("Ada", what)).status, 400, JSON.stringify(what));
      assert.equal((await post("Ada", { text: "🦀".repeat(280) })).status, 201);
      assert.equal((await post("Ada", { text: "x".repeat(5000) })).status, 413);
      assert.equal((await post(" ", { text: "x" })).status, 401);
    },
  },
  {
    name: "wall: it keeps its latest entries, and shows a newcomer the last twenty",
    async run(assert) {
      const { post, read } = begin();
      for (let n = 0; n < 250; n++) await post("Ada", { text: `post ${n}` });
      const kept = (await (await read("Bob", { follow: ["Ada"], lastEventId: "1" })).got()).filter(({ type }) => type === "forward");
      assert.deepEqual([kept.length, kept[0].text, kept.at(-1).text], [200, "post 50", "post 249"]);
      const first = (await (await read("Eve", { follow: ["Ada"] })).got()).filter(({ type }) => type === "forward");
      assert.deepEqual([first.length, first[0].text], [20, "post 230"]);
    },
  },
  {
    name: "wall: full is full, and one name cannot fill it",
    async run(assert) {
      const { read } = begin();
      const own = [];
      for (let n = 0; n < 120; n++) own.push(await read("Ada"));
      assert.equal((await own[0].got()).length > 0 && (await own[0].reader.read()).done, true, "the oldest has ended");
      const statuses = [];
      for (let n = 0; n < 120; n++) statuses.push((await read(`visitor ${n}`)).response.status);
      assert.equal(statuses.filter((status) => status === 200).length, 92);
      assert.equal(statuses.at(-1), 503);
    },
  },
  {
    name: "wall: a reader that does not read is cut off",
    async run(assert) {
      const { post, read } = begin();
      const idle = await read("Bob", { follow: ["Ada"] });
      for (let n = 0; n < 80; n++) await post("Ada", { text: "🦀".repeat(280) });
      await assert.rejects(async () => {
        for (let n = 0; n < 1000; n++) await idle.reader.read();
      }, /cut/);
    },
  },
];
