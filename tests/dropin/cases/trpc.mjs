import assert from "node:assert/strict";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { initTRPC, tracked } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { EventSource } from "eventsource-wasm";
import { seen, serve } from "../server.mjs";

const LAST = 9;
const t = initTRPC.create({ sse: { client: { reconnectAfterInactivityMs: 5000 } } });
let token = 1;
let cut;
const router = t.router({
  count: t.procedure.input((value) => value ?? {}).subscription(async function* ({ input }) {
    for (let id = Number(input.lastEventId ?? 0) + 1; id <= LAST; id++) {
      yield tracked(String(id), { id });
      // The token expires in mid-stream, and the connection goes with it: the next attempt is refused once.
      if (id % 3 === 0 && id < LAST) setTimeout(cut, 30);
      await new Promise((resolve) => setTimeout(resolve, id % 3 === 0 ? 100_000 : 1));
    }
  }),
});

export default {
  packages: ["@trpc/client"],
  line: "httpSubscriptionLink({ url, EventSource, eventSourceOptions: { headers: () => ({ authorization: token() }), reconnect: { statuses: [401] } } })",
  seen: "the token expires in mid-stream, the reconnect is refused with 401, the next one has the new token: `tracked()` events 1 to 9, none lost, none twice",
  async run() {
    const server = await serve(async ({ path, query, method, headers }, response) => {
      const request = new Request(`http://127.0.0.1${path}?${query}`, { method, headers });
      const answer = await fetchRequestHandler({ endpoint: "", req: request, router });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      cut = () => (token++, response.destroy());
      for await (const chunk of answer.body) response.write(chunk);
    }, { token: () => `Bearer ${token}` });
    let known = 1;
    // The app learns of the new token by the refusal, as it would from a login server.
    const headers = ({ lastError }) => {
      if (lastError?.status === 401) known = token;
      return { authorization: `Bearer ${known}` };
    };
    const client = createTRPCClient({
      links: [httpSubscriptionLink({ url: server.origin, EventSource, eventSourceOptions: { headers, reconnectionTime: 10, reconnect: { statuses: [401], maxDelay: 20 } } })],
    });
    const ids = [];
    const subscription = client.count.subscribe(undefined, { onData: ({ data }) => ids.push(data.id) });
    await seen("the last event", () => ids.length >= LAST);
    subscription.unsubscribe();
    assert.deepEqual(ids, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.ok(server.requests.some(({ status }) => status === 401), "no request was refused");
    server.close();
  },
};
