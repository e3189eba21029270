import assert from "node:assert/strict";
import { EventSource } from "eventsource-wasm";
import PocketBase from "pocketbase";
import { TOKEN, frame, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["pocketbase"],
  line: "globalThis.EventSource = EventSource.with({ headers })",
  seen: "in Node: `PB_CONNECT`'s ID is the client's ID, the subscription is sent with it, and its records arrive",
  async run() {
    let realtime;
    const server = await serve(({ method, body }, response) => {
      if (method === "GET") return void (realtime = stream(response, { type: "PB_CONNECT", id: "client-1", data: { clientId: "client-1" } }));
      const { clientId, subscriptions } = JSON.parse(body);
      response.writeHead(204).end();
      if (clientId === "client-1") realtime.write(frame({ type: subscriptions[0], data: { action: "create", record: { id: "r1" } } }));
    });
    globalThis.EventSource = EventSource.with({ headers: { authorization: TOKEN } });
    const client = new PocketBase(server.origin);
    client.beforeSend = (url, options) => ({ url, options: { ...options, headers: { ...options.headers, authorization: TOKEN } } });
    const records = [];
    await client.collection("posts").subscribe("*", ({ action, record }) => records.push([action, record.id]));
    await seen("the record", () => records.length);
    assert.deepEqual(records, [["create", "r1"]]);
    client.realtime.disconnect();
    await seen("the end of the request", () => server.requests[0].closed);
    server.close();
  },
};
