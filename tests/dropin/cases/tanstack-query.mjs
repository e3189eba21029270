import assert from "node:assert/strict";
import { QueryClient, experimental_streamedQuery as streamedQuery } from "@tanstack/query-core";
import { events } from "eventsource-wasm";
import { TOKEN, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["@tanstack/query-core"],
  line: "streamedQuery({ streamFn: ({ signal }) => events(url, { signal, headers }) })",
  seen: "the events are the query's data, in order; cancelling the query ends the request",
  async run() {
    const server = await serve(({ path }, response) => {
      const answer = stream(response, { data: "a" }, { data: "b" }, { data: "c" });
      if (path === "/whole") answer.end();
    });
    const client = new QueryClient();
    const query = (path) => ({
      queryKey: [path],
      queryFn: streamedQuery({ streamFn: ({ signal }) => events(server.origin + path, { signal, headers: { authorization: TOKEN } }) }),
    });
    const data = await client.fetchQuery(query("/whole"));
    assert.deepEqual(data.map((event) => event.data), ["a", "b", "c"]);
    const endless = client.fetchQuery(query("/endless")).catch(() => {});
    await seen("the first events", () => client.getQueryData(["/endless"])?.length === 3);
    await client.cancelQueries({ queryKey: ["/endless"] });
    await seen("the end of the request", () => server.requests.at(-1).closed);
    await endless;
    server.close();
  },
};
