import assert from "node:assert/strict";
import { GrowthBook, setPolyfills } from "@growthbook/growthbook";
import { EventSource } from "eventsource-wasm";
import { TOKEN, json, seen, serve, stream } from "../server.mjs";

const feature = (defaultValue) => ({ features: { banner: { defaultValue } } });

export default {
  packages: ["@growthbook/growthbook"],
  line: "setPolyfills({ EventSource })",
  seen: "`streamingHostRequestHeaders`, which the native class ignores, arrive, and the streamed feature takes effect",
  async run() {
    const server = await serve(({ path }, response) => {
      if (path.startsWith("/api")) json(response, feature("old"), { "x-sse-support": "enabled" });
      else stream(response, { type: "features", data: feature("new") });
    });
    setPolyfills({ EventSource });
    const headers = { authorization: TOKEN };
    const client = new GrowthBook({ apiHost: server.origin, clientKey: "key", apiHostRequestHeaders: headers, streamingHostRequestHeaders: headers });
    await client.init({ streaming: true });
    await seen("the streamed feature", () => client.getFeatureValue("banner", "") === "new");
    assert.ok(server.requests.some(({ path, status }) => path === "/sub/key" && status === 200));
    client.destroy();
    server.close();
  },
};
