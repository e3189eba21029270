// The class and the loop, as one writes them in a strict project.
import { EventSource, EventSourceError, events, type EventSourceInit, type ReconnectPolicy, type ServerSentEvent } from "eventsource-wasm";

const reconnect: ReconnectPolicy = { maxAttempts: 3, decide: ({ reason }) => reason !== "status" };
const init: EventSourceInit = { method: "POST", headers: async ({ number, lastEventId }) => ({ "X-Attempt": String(number), "X-Last": lastEventId }), body: "{}", reconnect, idleTimeout: 1000 };
const source = new EventSource<{ tick: MessageEvent }>("https://example.com/stream", init);
source.addEventListener("tick", ({ data, lastEventId }) => void [data, lastEventId.length]);
// @ts-expect-error: a message has no such field
source.addEventListener("tick", ({ date }) => void date);
source.onmessage = ({ data, lastEventId }) => void [data, lastEventId.length];
source.onerror = ({ reason, status, willReconnect, delay }) => {
  const wait: number | undefined = willReconnect ? delay : undefined;
  void [reason.length, status, wait];
};
const state: 0 | 1 | 2 = source.readyState;
// @ts-expect-error: no such option
new EventSource("https://example.com/", { retries: 3 });

export async function texts(url: URL): Promise<string[]> {
  const all: string[] = [];
  try {
    for await (const event of events(url, { until: ({ data }: ServerSentEvent) => data === "[DONE]" })) all.push(event.json<{ text: string }>().text);
  } catch (error) {
    if (error instanceof EventSourceError) all.push(error.message, String(error.status));
  }
  return [...all, String(state === EventSource.CLOSED)];
}
