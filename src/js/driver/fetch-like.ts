/** A `fetch` of the user's own: what it is called with, and what is asked of its answer. The names are npm `eventsource`'s. */

/**
 * What a `fetch` of one's own is called with: the options for `fetch`, the headers ready to be spread. Whatever else the options
 * had is passed on, too; declared is what every `fetch` knows, so that undici's or node-fetch's is taken as it is.
 */
export interface EventSourceFetchInit {
  method?: string;
  /** `Accept` and, where there is one, `Last-Event-ID` are so spelled; all others are in lower case. */
  headers: { [name: string]: string; Accept: string };
  /** Loose: each of them has a type of its own for it. */
  body?: any;
  signal: AbortSignal;
  mode?: "cors" | "navigate" | "no-cors" | "same-origin";
  credentials?: "include" | "omit" | "same-origin";
  cache?: "default" | "force-cache" | "no-cache" | "no-store" | "only-if-cached" | "reload";
  redirect?: "error" | "follow" | "manual";
}

/** @deprecated the name that npm `eventsource` had for it in 3.x */
export type FetchLikeInit = EventSourceFetchInit;

/** What is asked of a body's reader. */
export interface ReaderLike {
  read(): Promise<{ done: false; value: Uint8Array | DataView | ArrayBuffer } | { done: true; value?: Uint8Array | DataView | ArrayBuffer | undefined }>;
  cancel(): Promise<void>;
}

/** What is asked of a response. */
export interface FetchLikeResponse {
  readonly body: { getReader(): ReaderLike } | Response["body"] | null;
  readonly url: string;
  readonly status: number;
  readonly redirected?: boolean;
  readonly headers: { get(name: string): string | null };
}

/** A function that can stand in for `fetch`. */
export type FetchLike = (url: string, init: EventSourceFetchInit) => FetchLikeResponse | Promise<FetchLikeResponse>;

/** As npm `eventsource` has them, so that `{ ...init.headers, Authorization }` loses nothing. @internal */
export function spreadable(headers: Headers): EventSourceFetchInit["headers"] {
  const { accept, "last-event-id": id, ...fields } = Object.fromEntries(headers);
  return { Accept: accept!, ...(id && { "Last-Event-ID": id }), ...fields };
}
