import assert from "node:assert/strict";
import { seen, stream } from "../server.mjs";

export default {
  title: "a page for `event-source-polyfill` (Yaffle's)",
  packages: [],
  line: '"overrides": { "event-source-polyfill": "npm:@eventsource-wasm/event-source-polyfill@^0.1.0" }',
  seen: "in Chromium: `NativeEventSource` and `EventSourcePolyfill` with `headers`, `heartbeatTimeout` and `lastEventIdQueryParameterName`, whose parameter the reconnect carries",
  answer({ query }, response) {
    if (query.get("after") === "1") stream(response, { data: "two" });
    else stream(response, { id: "1", data: "one" }).end("retry: 10\n\n");
  },
  async inPage({ page }) {
    await seen("both messages", () => page.evaluate(() => got.includes("two")));
    assert.deepEqual(await page.evaluate(() => got), ["native: true", "one", "two"]);
  },
};
