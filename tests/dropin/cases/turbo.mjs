import assert from "node:assert/strict";
import { seen, stream } from "../server.mjs";

const append = (text) => `<turbo-stream action="append" target="list"><template><li>${text}</li></template></turbo-stream>`;

export default {
  packages: ["@hotwired/turbo"],
  line: "connectStreamSource(new EventSource(url, { headers }))",
  seen: "in Chromium: the streamed `<turbo-stream>` elements change the page; after the server ends the stream, the next ones do so too",
  body: '<ul id="list"></ul>',
  answer({ lastEventId }, response) {
    if (lastEventId === "1") stream(response, { data: append("two") });
    else stream(response, { id: "1", data: append("one") }).end("retry: 10\n\n");
  },
  async inPage({ page, server }) {
    const items = () => page.evaluate(() => [...document.querySelectorAll("#list li")].map((item) => item.textContent));
    await seen("both items", async () => (await items()).length === 2);
    assert.deepEqual(await items(), ["one", "two"]);
    await page.evaluate(() => source.close());
    await seen("the end of the request", () => server.requests.findLast(({ path }) => path === "/events").closed);
  },
};
