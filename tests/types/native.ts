/** Compile-time tests: the class stands where lib.dom's does, and its events are typed. */
import {
  EventSource, EventSourceError, events,
  type EventSourceErrorEvent, type EventSourceInit, type EventsInit, type Failure, type FailureReason, type ReconnectPolicy, type ServerSentEvent,
} from "../../src/js/entries/exports.js";

// lib.dom's class, of which this file's import shadows the name.
type NativeEventSource = InstanceType<typeof globalThis.EventSource>;

const source = new EventSource("/stream", { headers: { authorization: "Bearer x" } });
export const asNative: NativeEventSource = source;

export function takesNative(native: NativeEventSource): void {
  native.onmessage = (event) => void event.data;
  native.close();
}
takesNative(source);

source.onerror = (event) => {
  const reason: FailureReason = event.reason;
  const delay: number | undefined = event.delay;
  const body: string | undefined = event.body;
  void [reason, delay, body];
};
source.addEventListener("error", (event) => void event.willReconnect);
source.addEventListener("message", (event) => void event.data.length);
source.addEventListener("tick", (event) => void event.lastEventId.length);
source.addEventListener("tick", { handleEvent: (event) => void event.data });
source.addEventListener("open", (event) => void event.type);
export const errorIsFailure = (event: EventSourceErrorEvent): Failure => event;

// Typed event maps.
interface Price extends MessageEvent<string> {
  readonly lastEventId: `${number}`;
}
const typed = new EventSource<{ tick: Price; message: MessageEvent<"a" | "b"> }>("/stream");
typed.addEventListener("tick", (event) => {
  const id: `${number}` = event.lastEventId;
  void id;
});
typed.addEventListener("message", ({ data }) => {
  const letter: "a" | "b" = data;
  void letter;
});
typed.addEventListener("error", (event) => void event.reason);
typed.addEventListener("other", (event) => void event.data.length);
takesNative(typed);
export const typedAsNative: NativeEventSource = typed;
// @ts-expect-error a tick is no error
typed.addEventListener("tick", (event: EventSourceErrorEvent) => void event);

export const init = {
  method: "POST",
  headers: async ({ number, lastError }) => ({ authorization: number === 0 || lastError?.status !== 401 ? "a" : "b" }),
  body: ({ lastEventId }) => JSON.stringify({ lastEventId }),
  reconnect: true,
  cache: "no-cache",
} satisfies EventSourceInit;

export const all = {
  reconnect: { maxDelay: 1, factor: 2, jitter: 0, maxAttempts: 3, maxElapsed: 4, resetAfter: 5, statuses: [401], decide: async ({ status, attempt }) => status === 401 && attempt * 10 } satisfies ReconnectPolicy,
  idleTimeout: 1, connectTimeout: 1, maxEventSize: 1, lastEventIdParam: "last_event_id", secretHeaders: ["x-api-key"], keepAlive: false,
  onresponse: (response) => void response.headers.get("x-session"),
} satisfies EventSourceInit;
new EventSource(({ number }) => `/stream?${number}`, all);
const resumed = new EventSource("/", { method: async ({ lastEventId }) => (lastEventId ? "GET" : "POST"), cursor: ({ data }) => data || undefined });
resumed.reconnect();
export const withToken: typeof EventSource = EventSource.with({ headers: () => ({ authorization: "a" }) });
new (EventSource.with((url) => ({ withCredentials: url.startsWith("https://example.invalid/") })).with({ idleTimeout: 1 }))<{ tick: MessageEvent<string> }>("/").addEventListener("tick", ({ data }) => void data.length);
// @ts-expect-error neither "throw" nor "end"
events("/", { incomplete: "maybe" });
new EventSource(async () => new URL("https://example.invalid/"));

export async function loops(signal: AbortSignal): Promise<string> {
  for await (const { type, data, id, json } of events("/v1/chat", { ...init, signal, until: ({ data }) => data === "[DONE]" } satisfies EventsInit)) {
    const parsed = json<{ delta: string }>();
    void [type.length, data.length, id.length, parsed.delta];
  }
  for await (const event of typed) void event.data.length;
  for (const one of [new Request("/"), new Response(), new ReadableStream<Uint8Array>(), new URL("/", "http://x")]) {
    const first: IteratorResult<ServerSentEvent> = await events(one).next();
    void first;
  }
  try {
    await events("/").next();
  } catch (error) {
    if (error instanceof EventSourceError) return `${error.reason} ${error.status} ${error.body} ${error.willReconnect}`;
  }
  using scoped = new EventSource("/");
  return scoped.url;
}

// @ts-expect-error `reconnect` is no string
new EventSource("/stream", { reconnect: "yes" });
// @ts-expect-error a decision is no text
new EventSource("/stream", { reconnect: { decide: () => "yes" } });
// @ts-expect-error readyState cannot be set
source.readyState = 1;
