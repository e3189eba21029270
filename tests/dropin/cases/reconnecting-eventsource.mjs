import assert from "node:assert/strict";
import { EventSource } from "eventsource-wasm";
import ReconnectingModule from "reconnecting-eventsource";
import { TOKEN, seen, serve, stream } from "../server.mjs";

const ReconnectingEventSource = ReconnectingModule.default ?? ReconnectingModule;

export default {
  packages: ["reconnecting-eventsource"],
  line: "new ReconnectingEventSource(url, { eventSourceClass: EventSource.with({ headers }) })",
  seen: "messages before and after the server ends the stream",
  async run() {
    let connections = 0;
    const server = await serve((_, response) => {
      const answer = stream(response, { id: "7", data: `connection ${++connections}` });
      if (connections === 1) answer.end("retry: 10\n\n");
    });
    const data = [];
    const source = new ReconnectingEventSource(server.origin, { max_retry_time: 50, eventSourceClass: EventSource.with({ headers: { authorization: TOKEN } }) });
    source.onmessage = (event) => data.push(event.data);
    await seen("both messages", () => data.length === 2);
    assert.deepEqual(data, ["connection 1", "connection 2"]);
    source.close();
    server.close();
  },
};
