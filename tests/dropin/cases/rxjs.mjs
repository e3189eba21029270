import assert from "node:assert/strict";
import { events } from "eventsource-wasm";
import { from, map, take } from "rxjs";
import { TOKEN, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["rxjs"],
  line: "from(events(url, { headers }))",
  seen: "the events, in order; an error where the server refuses",
  async run() {
    const server = await serve((_, response) => void stream(response, { data: "1" }, { data: "2" }, { data: "3" }).end());
    const headers = { authorization: TOKEN };
    const values = [];
    await from(events(server.origin, { headers })).pipe(map(({ data }) => Number(data)), take(3)).forEach((value) => values.push(value));
    assert.deepEqual(values, [1, 2, 3]);
    await seen("the end of the request", () => server.requests[0].closed);
    await assert.rejects(from(events(server.origin)).forEach(() => {}), { reason: "status", status: 401 });
    server.close();
  },
};
