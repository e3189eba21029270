import assert from "node:assert/strict";
import { createClient } from "@sanity/client";
import { TOKEN, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["@sanity/client"],
  line: '"overrides": { "eventsource": "npm:eventsource-wasm@^0.1.0" }',
  seen: "`listen()` with the client's token: `welcome`, then the mutation",
  async run() {
    const server = await serve((_, response) => stream(response, { type: "welcome", data: { listenerName: "a" } }, { type: "mutation", data: { documentId: "doc" } }));
    const client = createClient({ projectId: "p", dataset: "d", apiVersion: "2025-01-01", apiHost: server.origin, useProjectHostname: false, useCdn: false, token: TOKEN.replace("Bearer ", "") });
    const got = [];
    const subscription = client.listen("*", {}, { events: ["welcome", "mutation"] }).subscribe({ next: (event) => got.push([event.type, event.documentId]), error: (error) => got.push(error) });
    await seen("the mutation", () => got.length >= 2);
    assert.deepEqual(got, [["welcome", undefined], ["mutation", "doc"]]);
    subscription.unsubscribe();
    await seen("the end of the request", () => server.requests[0].closed);
    server.close();
  },
};
