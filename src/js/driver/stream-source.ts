/** A source over a response or a stream that is there already: `EventSource.fromReadableStream()` (whatwg/html#12272), `events()`. */
import { cancel } from "./body.js";
import type { FetchLike } from "./fetch-like.js";
import type { EventSourceInit } from "../options/init.js";

/** The URL of a source over a stream; its origin is opaque. */
export const STREAM_URL = "about:event-stream";

const CANCEL = Symbol("cancel");
type StreamFetch = FetchLike & { [CANCEL]?: () => void };

/**
 * The options by which a stream answers the one request that there is. It is locked from now on.
 * @param who begins the messages
 * @param response what it is the body of
 * @throws {TypeError} if it is no stream, or is locked
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

/** Cancels such a stream: the source may have been closed before it asked for it. */
export function cancelStream({ fetch }: EventSourceInit): void {
  (fetch as StreamFetch | undefined)?.[CANCEL]?.();
}
