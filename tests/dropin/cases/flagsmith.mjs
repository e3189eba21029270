import assert from "node:assert/strict";
import { json, seen, stream } from "../server.mjs";

let updated = false;

export default {
  packages: ["flagsmith"],
  line: "globalThis.FlagsmithEventSource = EventSource.with({ headers })",
  seen: "in Chromium: `environment_updated` makes it fetch the flags again, and the new value is there; the line comes after the import, which sets the global itself",
  answer({ path }, response) {
    if (path.startsWith("/api/")) return json(response, [{ feature: { name: "banner" }, enabled: true, feature_state_value: updated ? "new" : "old" }]);
    stream(response);
    // Once it has fetched the old ones.
    setTimeout(() => {
      updated = true;
      response.write(`event: environment_updated\ndata: ${JSON.stringify({ updated_at: Date.now() / 1000 + 60 })}\n\n`);
    }, 300);
  },
  async inPage({ page, server }) {
    await seen("the old value", () => page.evaluate(() => flag() === "old"));
    await seen("the new value", () => page.evaluate(() => flag() === "new"));
    assert.ok(server.requests.some(({ path, status }) => path === "/sse/environments/env/stream" && status === 200));
  },
};
