import assert from "node:assert/strict";
import { Transmit } from "@adonisjs/transmit-client";
import { EventSource } from "eventsource-wasm";
import { TOKEN, frame, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["@adonisjs/transmit-client"],
  line: "new Transmit({ baseUrl, eventSourceFactory: (url, init) => new EventSource(url, { ...init, headers }) })",
  seen: "the subscribed channel's message arrives",
  async run() {
    let events;
    const server = await serve(({ path, body }, response) => {
      if (path === "/__transmit/events") return void (events = stream(response));
      response.writeHead(204).end();
      events.write(frame({ data: { channel: JSON.parse(body).channel, payload: { text: "hello" } } }));
    }, { open: (path) => path === "/__transmit/subscribe" });
    const client = new Transmit({
      baseUrl: server.origin,
      uidGenerator: () => "uid",
      httpClientFactory: () => ({
        createRequest: (path, body) => new Request(server.origin + path, { method: "POST", body: JSON.stringify(body) }),
        send: (request) => fetch(request),
      }),
      eventSourceFactory: (url, init) => new EventSource(url, { ...init, headers: { authorization: TOKEN } }),
    });
    const messages = [];
    const subscription = client.subscription("chat");
    subscription.onMessage((message) => messages.push(message));
    await subscription.create();
    await seen("the message", () => messages.length);
    assert.deepEqual(messages, [{ text: "hello" }]);
    client.close();
    server.close();
  },
};
