import assert from "node:assert/strict";
import { seen, stream } from "../server.mjs";

export default {
  title: "jquery.eventsource (a stand-in written after its README: it is not on npm)",
  packages: ["jquery"],
  line: "install({ force: true, defaults: { headers } })",
  seen: "in Chromium: `$.eventsource({ label, url, dataType: \"json\", open, message })` gets its JSON; `$.eventsource(\"close\", label)` ends the request",
  answer: (_, response) => stream(response, { data: { text: "hello" } }),
  async inPage({ page, server }) {
    await seen("the message", () => page.evaluate(() => got.length === 2));
    assert.deepEqual(await page.evaluate(() => got), ["open", "hello"]);
    await page.evaluate(() => $.eventsource("close", "json"));
    await seen("the end of the request", () => server.requests.find(({ path }) => path === "/json").closed);
  },
};
