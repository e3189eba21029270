import assert from "node:assert/strict";
import { EventSource } from "eventsource-wasm";
import { effectScope } from "vue";
import { TOKEN, seen, serve, stream } from "../server.mjs";

export default {
  packages: ["@vueuse/core"],
  line: "globalThis.EventSource = EventSource.with({ headers })",
  seen: "in Node with what VueUse looks for in a page: `data`, `event`, `lastEventId` and `status` follow the stream; the end of the scope ends the request",
  async run() {
    // VueUse takes Node for a server, and connects nothing there: give it what it looks for.
    const page = new EventTarget();
    const [addEventListener, removeEventListener] = ["addEventListener", "removeEventListener"].map((name) => page[name].bind(page));
    Object.assign(globalThis, { window: globalThis, document: page, addEventListener, removeEventListener, EventSource: EventSource.with({ headers: { authorization: TOKEN } }) });
    const { useEventSource } = await import("@vueuse/core");
    const server = await serve((_, response) => stream(response, { type: "tick", id: "5", data: "one" }));
    const scope = effectScope();
    const { data, event, lastEventId, status } = scope.run(() => useEventSource(server.origin, ["tick"]));
    await seen("the event", () => data.value);
    assert.deepEqual([data.value, event.value, lastEventId.value, status.value], ["one", "tick", "5", "OPEN"]);
    scope.stop();
    await seen("the end of the request", () => server.requests[0].closed);
    server.close();
  },
};
