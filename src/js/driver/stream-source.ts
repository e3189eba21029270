/** Sources that read an existing response or stream: for `EventSource.fromReadableStream()` (whatwg/html#12272) and `events()`. */
import { cancel } from "./body.js";
import type { FetchLike } from "./fetch-like.js";
import type { EventSourceInit } from "../options/init.js";

/** The URL of such a source. Its origin is opaque. */
export const STREAM_URL = "about:event-stream";

const CANCEL = Symbol("cancel");
type StreamFetch = FetchLike & { [CANCEL]?: () => void };

/**
 * Returns options whose `fetch` answers the only request with this stream, and locks the stream.
 * @param who the beginning of error messages
 * @param response the response whose body it is, if any
 * @throws {TypeError} if it is not a stream, or is locked
 */
export function initFromStream(who: string, stream: ReadableStream<Uint8Array> | null, response?: Response): EventSourceInit {
  if (typeof stream?.getReader !== "function") throw new TypeError(`${who}: ${response ? "the response has no body" : "the argument is not a ReadableStream"}.`);
  if (stream.locked) throw new TypeError(`${who}: the stream is locked; give one that nobody reads.`);
  const reader = stream.getReader();
  const { status, statusText, url, headers } = response ?? new Response(null, { headers: { "content-type": "text/event-stream" } });
  const answer = { status, statusText, url, headers, body: { getReader: () => reader } };
  const fetch: StreamFetch = () => answer as unknown as Response;
  fetch[CANCEL] = () => void cancel(reader);
  return { reconnect: false, fetch };
}

/** Cancels the stream of such options. The source may be closed before its first request, and then nothing else would. */
export function cancelStream({ fetch }: EventSourceInit): void {
  (fetch as StreamFetch | undefined)?.[CANCEL]?.();
}
