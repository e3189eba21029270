/** Compile-time tests: SharedEventSource stands where an EventSource does, and its events are typed. */
import { SharedEventSource, type MissedEvent, type SharedEventSourceInit } from "../../src/js/entries/shared.js";

type NativeEventSource = InstanceType<typeof globalThis.EventSource>;

const source = new SharedEventSource<{ tick: MessageEvent<"a" | "b"> }>("/stream", { name: "a", headers: async () => ({ a: "1" }) });
export const asNative: NativeEventSource = source;
source.addEventListener("tick", ({ data }) => {
  const letter: "a" | "b" = data;
  void letter;
});
source.addEventListener("missed", ({ count }) => {
  const number: number | undefined = count;
  void number;
});
source.addEventListener("other", ({ data }) => void data.length);
source.onmissed = (event: MissedEvent) => void event.count;
source.onerror = ({ reason, willReconnect }) => void [reason, willReconnect];
export const loop = async (): Promise<void> => {
  for await (const { data, lastEventId } of source) void [data.length, lastEventId.length];
};
source.reconnect();
source[Symbol.dispose]();
// @ts-expect-error the parser is the leader's
source.reset();
// @ts-expect-error a name is a string
export const init: SharedEventSourceInit = { name: 1 };
