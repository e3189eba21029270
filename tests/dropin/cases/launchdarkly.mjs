import assert from "node:assert/strict";
import { json, seen, stream } from "../server.mjs";

const flag = (value, version) => ({ version, flagVersion: version, value, variation: 0, trackEvents: false });

export default {
  packages: ["launchdarkly-js-client-sdk"],
  line: "window.EventSourcePolyfill = Object.assign(EventSource.with({}), { supportedOptions: { method: true, headers: true } })",
  seen: "in Chromium: `put` and `patch` take effect, and the stream has the headers of `requestHeaderTransform`; with `useReport` it is a REPORT whose body is the context. Without `useReport`, `install({ force: true })` is the line",
  answer({ path }, response) {
    if (path.startsWith("/sdk/")) return json(response, { banner: flag("fetched", 1) });
    stream(response, { type: "put", data: { banner: flag("put", 2) } });
    // So that the page can see both.
    setTimeout(() => response.write(`event: patch\ndata: ${JSON.stringify({ key: "banner", ...flag("patched", 3) })}\n\n`), 300);
  },
  async inPage({ page, server }) {
    for (const method of ["GET", "REPORT"]) {
      await page.evaluate((useReport) => connect(useReport), method === "REPORT");
      for (const value of ["put", "patched"]) await seen(value, () => page.evaluate((wanted) => flag() === wanted, value));
      const request = server.requests.find((one) => one.path.startsWith("/eval/") && one.method === method);
      if (method === "REPORT") assert.equal(JSON.parse(request.body).key, "ada");
      await page.evaluate(() => close());
      await seen("the end of the request", () => request.closed);
    }
  },
};
