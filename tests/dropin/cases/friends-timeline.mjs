import assert from "node:assert/strict";
import { seen, stream } from "../server.mjs";

const said = (text) => ({ name: "Ada", text });

export default {
  title: "the friends-timeline wall (a page of ours, after the description of Mozilla's)",
  packages: [],
  line: "install({ force: true, defaults: { headers } })",
  seen: "in Chromium: `onmessage` for statuses and a listener for each named event put JSON on one wall, in the stream's order",
  body: '<ul id="wall"></ul>',
  answer: (_, response) => stream(response, { data: said("hello") }, { type: "friend", data: said("met Bob") }, { type: "photo", data: said("a lake") }, { data: said("bye") }),
  async inPage({ page }) {
    const wall = () => page.evaluate(() => [...document.querySelectorAll("#wall li")].map(({ className, textContent }) => `${className} ${textContent}`));
    await seen("four entries", async () => (await wall()).length === 4);
    assert.deepEqual(await wall(), ["status Ada: bye", "photo Ada: a lake", "friend Ada: met Bob", "status Ada: hello"]);
  },
};
