/** `eventsource-wasm/event-source-polyfill`: what `event-source-polyfill` exports. */
import { EventSource as Core } from "../entries/exports.js";

/** What the class here takes, and what that package does. */
export interface EventSourcePolyfillInit extends Omit<import("../entries/exports.js").EventSourceInit, "headers"> {
  /** Also in `source.headers`, which each attempt reads anew. */
  headers?: Record<string, string>;
  /** Ms without a byte, or without a response, after which the connection counts as lost; 1000 at least. Default: 45 000. */
  heartbeatTimeout?: number;
  /** The query parameter that carries the last event ID. Default: `lastEventId`. */
  lastEventIdQueryParameterName?: string;
  /** Ignored: requests go by `fetch`, or the option of that name. */
  Transport?: unknown;
}

/** The class, with that package's options and defaults. */
export class EventSourcePolyfill extends Core {
  /** The headers of the next attempt. */
  headers: Record<string, string> | undefined;

  constructor(url: string | URL, init?: EventSourcePolyfillInit | null) {
    const { headers = {}, heartbeatTimeout, lastEventIdQueryParameterName, Transport: _, ...rest } = init ?? {};
    const silence = Math.min(Math.max(parseInt(String(heartbeatTimeout ?? 45_000), 10) || 45_000, 1000), 18_000_000);
    let source: EventSourcePolyfill | undefined;
    super(url, {
      lastEventIdParam: lastEventIdQueryParameterName || "lastEventId",
      idleTimeout: silence,
      connectTimeout: silence,
      reconnectionTime: 1000,
      // Sixteen times the first delay.
      ...(rest.method === undefined && { reconnect: { maxDelay: 16_000 } }),
      ...rest,
      // An attempt begins after the constructor.
      headers: () => source!.headers,
    });
    this.headers = headers;
    source = this;
  }
}

type Class = typeof EventSourcePolyfill;

/** The global class, as it is when this module is loaded. */
export const NativeEventSource: typeof Core | undefined = (globalThis as unknown as { EventSource?: typeof Core }).EventSource;
/** The global class; where there is none, {@link EventSourcePolyfill}. */
export const EventSource: Class = (NativeEventSource as Class | undefined) ?? EventSourcePolyfill;
export type EventSource = EventSourcePolyfill;
