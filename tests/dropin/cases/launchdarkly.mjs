import assert from "node:assert/strict";
import { json, seen, stream } from "../server.mjs";

const flag = (value, version) => ({ version, flagVersion: version, value, variation: 0, trackEvents: false });

export default {
  packages: ["launchdarkly-js-client-sdk"],
  line: "window.EventSourcePolyfill = Object.assign(EventSource.with({}), { supportedOptions: { method: true, headers: true } })",
  seen: "in Chromium, with `useReport`: the stream is a REPORT with the context as its body and the headers of `requestHeaderTransform`; `put` and `patch` take effect",
  answer({ path }, response) {
    if (path.startsWith("/sdk/")) return json(response, { banner: flag("fetched", 1) });
    stream(response, { type: "put", data: { banner: flag("put", 2) } });
    // So that the page can see both.
    setTimeout(() => response.write(`event: patch\ndata: ${JSON.stringify({ key: "banner", ...flag("patched", 3) })}\n\n`), 300);
  },
  async inPage({ page, server }) {
    for (const value of ["put", "patched"]) await seen(value, () => page.evaluate((wanted) => flag() === wanted, value));
    const { method, body } = server.requests.find(({ path }) => path.startsWith("/eval/"));
    assert.equal(method, "REPORT");
    assert.equal(JSON.parse(body).key, "ada");
    await page.evaluate(() => close());
    await seen("the end of the request", () => server.requests.find(({ path }) => path.startsWith("/eval/")).closed);
  },
};
