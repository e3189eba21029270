import assert from "node:assert/strict";
import { seen, stream } from "../server.mjs";

export default {
  title: "a page for Remy Sharp's `EventSource.js` (not on npm)",
  packages: [],
  line: "install({ force: true, defaults: { headers } })",
  seen: "in Chromium: his shape: the global class with a URL, `onopen`, `onmessage`, `addEventListener(type, handler)`, the constants on the instance, `close()`",
  answer: (_, response) => stream(response, { id: "1", data: "hello" }, { type: "tick", data: "one" }),
  async inPage({ page, server }) {
    await seen("the end", () => page.evaluate(() => got.at(-1).startsWith("end")));
    assert.deepEqual(await page.evaluate(() => got), ["made, connecting", "open, open", "message hello 1, open", "tick one, open", "end, closed"]);
    await seen("the end of the request", () => server.requests.find(({ path }) => path === "/events").closed);
  },
};
