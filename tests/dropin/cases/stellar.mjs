import assert from "node:assert/strict";
import { seen, serve, stream } from "../server.mjs";

export default {
  packages: ["@stellar/stellar-sdk"],
  line: '"overrides": { "eventsource": "npm:eventsource-wasm@^0.1.0" }',
  seen: "Horizon's `ledgers().stream()`: records and their paging tokens (the SDK has no option for headers, so this server asks for none)",
  async run() {
    const { Horizon } = await import("@stellar/stellar-sdk");
    const server = await serve((_, response) => stream(response, { id: "11", data: { id: "a", paging_token: "11" } }, { id: "12", data: { id: "b", paging_token: "12" } }), { open: () => true });
    const horizon = new Horizon.Server(server.origin, { allowHttp: true });
    const records = [];
    const close = horizon.ledgers().cursor("10").stream({ onmessage: (record) => records.push([record.id, record.paging_token]), onerror: (error) => records.push(error) });
    await seen("both ledgers", () => records.length >= 2);
    assert.deepEqual(records, [["a", "11"], ["b", "12"]]);
    assert.equal(server.requests[0].query.get("cursor"), "10");
    close();
    await seen("the end of the request", () => server.requests[0].closed);
    server.close();
  },
};
