/** Compile-time tests: the class stands where lib.dom's does, and its events are typed. */
import { EventSource, type EventSourceErrorEvent, type EventSourceInit } from "../../src/js/entries/exports.js";

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
  const reason: EventSourceErrorEvent["reason"] = event.reason;
  const delay: number | undefined = event.delay;
  void [reason, delay];
};
source.addEventListener("error", (event) => void event.willReconnect);
source.addEventListener("message", (event) => void event.data.length);
source.addEventListener("tick", (event) => void event.lastEventId.length);
source.addEventListener("tick", { handleEvent: (event) => void event.data });
source.addEventListener("open", (event) => void event.type);

export const init = {
  method: "POST",
  headers: async ({ number, lastError }) => ({ authorization: number === 0 || lastError?.status !== 401 ? "a" : "b" }),
  body: ({ lastEventId }) => JSON.stringify({ lastEventId }),
  reconnect: true,
  cache: "no-cache",
} satisfies EventSourceInit;

// @ts-expect-error `reconnect` is no string
new EventSource("/stream", { reconnect: "yes" });
// @ts-expect-error readyState cannot be set
source.readyState = 1;
