/** A source over a stream that is there already: `EventSource.fromReadableStream()` (whatwg/html#12272). */
import type { EventSourceInit, FetchLike } from "./init.js";

/** The URL of such a source; its origin is opaque. */
export const STREAM_URL = "about:event-stream";

const CANCEL = Symbol("cancel");
type StreamFetch = FetchLike & { [CANCEL]?: () => void };

/**
 * The stream as the answer to the one request that there is.
 * @throws {TypeError} if it is no stream, or is locked
 */
export function initFromStream(stream: ReadableStream<Uint8Array>): EventSourceInit {
  if (typeof stream?.getReader !== "function")
    throw new TypeError("EventSource.fromReadableStream: the argument is not a ReadableStream.");
  if (stream.locked)
    throw new TypeError("EventSource.fromReadableStream: the stream is locked; give one that nobody reads.");
  const reader = stream.getReader();
  const response = { status: 200, headers: new Headers({ "content-type": "text/event-stream" }), body: { getReader: () => reader } };
  const fetch: StreamFetch = () => response as unknown as Response;
  fetch[CANCEL] = () => void reader.cancel().catch(() => {});
  return { reconnect: false, fetch };
}

/** Cancels such a stream: the source may have been closed before it asked for it. */
export function cancelStream({ fetch }: EventSourceInit): void {
  (fetch as StreamFetch | undefined)?.[CANCEL]?.();
}
