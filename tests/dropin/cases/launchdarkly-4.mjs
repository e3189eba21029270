import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { json, seen, stream } from "../server.mjs";

const flag = (value, version) => ({ version, flagVersion: version, value, variation: 0, trackEvents: false });

export default {
  packages: ["@launchdarkly/js-client-sdk"],
  line: "install({ force: true, defaults: { headers } })",
  seen: "in Chromium: `put` takes effect; refused with 401, the SDK stops after one request, since our error event has the status, where with the native class it goes on",
  // What the SDK fetches by itself.
  open: (path) => path.startsWith("/sdk/"),
  answer({ path }, response) {
    if (path.startsWith("/sdk/")) json(response, { banner: flag("fetched", 1) });
    else stream(response, { type: "put", data: { banner: flag("put", 2) } });
  },
  async inPage({ page, server }) {
    const requests = (kind) => server.requests.filter(({ path }) => path.startsWith(`/${kind}/`));
    const connect = (kind) => page.evaluate((named) => connect(named, `${location.origin}/${named}`), kind);
    const close = () => page.evaluate(() => globalThis.close());
    await connect("withToken");
    await seen("the streamed flag", () => page.evaluate(() => flag() === "put"));
    await close();
    await seen("the end of the request", () => requests("withToken")[0].closed);
    await connect("native");
    await seen("the native class's third attempt", () => requests("native").length === 3);
    await close();
    await connect("ours");
    await seen("the refusal", () => requests("ours")[0]?.status === 401);
    // Longer than the native class's three attempts have taken.
    await sleep(500);
    assert.equal(requests("ours").length, 1);
  },
};
