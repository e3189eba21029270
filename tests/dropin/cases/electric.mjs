import assert from "node:assert/strict";
import { json, seen, stream } from "../server.mjs";

const HEADERS = { "electric-handle": "shape", "electric-schema": JSON.stringify({ title: { type: "text" } }) };
const insert = (title) => ({ key: title, value: { title }, headers: { operation: "insert" } });
const upToDate = { headers: { control: "up-to-date" } };

export default {
  packages: ["@electric-sql/client"],
  line: '"overrides": { "@microsoft/fetch-event-source": "npm:@eventsource-wasm/fetch-event-source@^0.1.0" }',
  seen: "in a worker in Chromium, with `liveSse`: the first row, then the stream's. It is run by the package's own `src/`: the published `dist/` holds a patched copy of `@microsoft/fetch-event-source`, where no override reaches",
  script: `<script>
    globalThis.got = [];
    new Worker("/page.js").onmessage = ({ data }) => got.push(data);
  </script>`,
  answer({ query }, response) {
    const offset = { "electric-offset": "0_0" };
    if (!query.has("live")) return json(response, [...(query.get("offset") === "-1" ? [insert("first")] : []), upToDate], { ...HEADERS, ...offset });
    for (const [name, value] of Object.entries({ ...HEADERS, ...offset, "electric-cursor": "1" })) response.setHeader(name, value);
    // To long polling, its fallback, nothing is said.
    if (query.get("live_sse") === "true") stream(response, { data: insert("streamed") }, { data: upToDate });
  },
  async inPage({ page }) {
    const rows = () => page.evaluate(() => got.at(-1));
    await seen("both rows", async () => (await rows())?.length === 2);
    assert.deepEqual(await rows(), ["first", "streamed"]);
  },
};
