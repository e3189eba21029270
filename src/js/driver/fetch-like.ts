/** The types of a custom `fetch`: its arguments, and the response it must return. The names are those of npm `eventsource`. */

/**
 * The second argument of a custom `fetch`: options for `fetch`, with headers that can be spread. All other `fetch` options are passed
 * on, too. Only those that every `fetch` has are declared, so that undici's or node-fetch's can be used as they are.
 */
export interface EventSourceFetchInit {
  method?: string;
  /** `Accept` and, if it is sent, `Last-Event-ID` are spelled like this; all other names are in lower case. */
  headers: { [name: string]: string; Accept: string };
  /** Loosely typed, because every `fetch` has a type of its own for it. */
  body?: any;
  signal: AbortSignal;
  mode?: "cors" | "navigate" | "no-cors" | "same-origin";
  credentials?: "include" | "omit" | "same-origin";
  cache?: "default" | "force-cache" | "no-cache" | "no-store" | "only-if-cached" | "reload";
  redirect?: "error" | "follow" | "manual";
}

/** @deprecated The name of {@link EventSourceFetchInit} in npm `eventsource` 3.x. */
export type FetchLikeInit = EventSourceFetchInit;

/** The part of a body's reader that is used. */
export interface ReaderLike {
  read(): Promise<{ done: false; value: Uint8Array | DataView | ArrayBuffer } | { done: true; value?: Uint8Array | DataView | ArrayBuffer | undefined }>;
  cancel(): Promise<void>;
}

/** The part of a response that is used. */
export interface FetchLikeResponse {
  readonly body: { getReader(): ReaderLike } | Response["body"] | null;
  readonly url: string;
  readonly status: number;
  readonly redirected?: boolean;
  readonly headers: { get(name: string): string | null };
}

/** A function that can stand in for `fetch`. */
export type FetchLike = (url: string, init: EventSourceFetchInit) => FetchLikeResponse | Promise<FetchLikeResponse>;

/** Returns headers as a plain object, spelled as npm `eventsource` spells them, so that `{ ...init.headers, Authorization }` keeps them all. @internal */
export function spreadable(headers: Headers): EventSourceFetchInit["headers"] {
  const { accept, "last-event-id": id, ...fields } = Object.fromEntries(headers);
  return { Accept: accept!, ...(id && { "Last-Event-ID": id }), ...fields };
}
