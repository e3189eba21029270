// Code as it is written for the types of npm `eventsource` 5; it is compiled with that package first.
import {
  ErrorEvent,
  EventSource,
  type AddEventListenerOptions,
  type EventListener,
  type EventListenerObject,
  type EventListenerOptions,
  type EventListenerOrEventListenerObject,
  type EventSourceConstructor,
  type EventSourceEventMap,
  type EventSourceFetchInit,
  type EventSourceInit,
  type FetchLike,
  type FetchLikeResponse,
  type ReaderLike,
} from "eventsource";
import { fetch as undiciFetch } from "undici";

// A `fetch` of one's own, in all the ways to say so.
const withToken: FetchLike = (input, init) => fetch(input, { ...init, headers: { ...init.headers, Authorization: "Bearer t" } });
const annotated: FetchLike = async (input: string | URL, init: EventSourceFetchInit): Promise<FetchLikeResponse> => fetch(input, init);
const wrapped: FetchLike = async (input, init) => {
  const response = await withToken(input, init);
  return { ...response, status: response.status === 418 ? 503 : response.status };
};
const handMade: FetchLike = async () => {
  const reader: ReaderLike = { read: async () => ({ done: true }), cancel: async () => {} };
  return { body: { getReader: () => reader }, url: "", status: 200, redirected: false, headers: { get: (name: string) => (name === "content-type" ? "text/event-stream" : null) } };
};
export const inits: EventSourceInit[] = [{ withCredentials: true }, {}, ...[withToken, annotated, wrapped, handMade, fetch, undiciFetch].map((one) => ({ fetch: one as FetchLike }))];
new EventSource("https://example.com", { fetch: undiciFetch });
new EventSource(new URL("https://example.com"), { fetch, maxBufferSize: 1024 });

export function asRecord(init: EventSourceFetchInit): Record<string, string> {
  const mode: string | undefined = init.mode;
  void [init.signal.aborted, init.headers.Accept.length, init.headers["Last-Event-ID"], mode, init.cache, init.redirect, init.credentials];
  return init.headers;
}

// Events.
const source = new EventSource("https://example.com/sse", inits[0]);
source.onopen = (event) => void event.type;
source.onmessage = (event) => void [event.data, event.lastEventId, event.origin];
source.onerror = (event) => {
  const code: number | undefined = event.code;
  const message: string | undefined = event.message;
  void [code, message, event instanceof ErrorEvent];
};
source.addEventListener("error", (event) => void (event.code === 401));
source.addEventListener("notice", (event) => void JSON.parse(event.data));
const onError = (event: ErrorEvent): void => void event.message;
source.addEventListener("error", onError);
source.removeEventListener("error", onError);
const onMessage = (event: MessageEvent): void => void event.data;
const options: AddEventListenerOptions & EventListenerOptions = { once: true, passive: true, capture: false };
source.addEventListener("message", onMessage, options);
const listener: EventListener = (event) => void event.type;
const object: EventListenerObject = { handleEvent: (event) => void event.type };
for (const either of [listener, object] as EventListenerOrEventListenerObject[]) source.addEventListener("tick", either);
export const listeners: { [Type in keyof EventSourceEventMap]?: (event: EventSourceEventMap[Type]) => void } = { error: onError, message: onMessage };
const state: number = source.readyState;
void [state === EventSource.CLOSED, source.url, source.withCredentials];
source.close();

// Made by hand, as tests do.
export const events = [new ErrorEvent("error", { message: "m", code: 500 }), new ErrorEvent("error", {}), new ErrorEvent("error")];

// An implementation that is handed over.
export function connect(Implementation: EventSourceConstructor = EventSource): { close(): void } {
  const made = new Implementation("https://example.com", { withCredentials: false });
  made.onmessage = (event) => void event.data;
  made.addEventListener("message", (event) => void event);
  return made;
}
connect(EventSource);
export class Own extends EventSource {
  override close(): void {
    super.close();
  }
}
