/** `eventsource-wasm/fetch-event-source`: what `@microsoft/fetch-event-source` exports. */
import { events, EventSourceError } from "../entries/exports.js";

export const EventStreamContentType = "text/event-stream";

/** What `onmessage` is given. */
export interface EventSourceMessage {
  /** The last event ID string; `""` if the server never sent one. */
  id: string;
  /** The event type; `""` where the server gives none. */
  event: string;
  data: string;
  /** The reconnection time in ms, if the server has sent `retry` since the event before. */
  retry?: number | undefined;
}

/** What `fetch` takes, and what the class here takes, with these changes. */
export interface FetchEventSourceInit extends Omit<import("../entries/exports.js").EventSourceInit, "fetch" | "reconnect" | "whenHidden"> {
  /**
   * Decides which response is a stream: what it throws goes to `onerror`. Default: it must have status 200 and the type
   * `text/event-stream`; statuses that pass (408, 425, 429, 5xx) are tried again, others reject.
   */
  onopen?: (response: Response) => void | Promise<void>;
  onmessage?: (message: EventSourceMessage) => void;
  /** The server has ended the stream. What it throws goes to `onerror`. */
  onclose?: () => void;
  /**
   * Decides on every failure: to throw rejects the promise, a number reconnects after as many ms, and without either a GET is
   * repeated; a request by any other method rejects.
   */
  onerror?: (error: any) => number | null | undefined | void;
  /** Keeps the connection of a hidden page. Only GET and HEAD are ended and repeated otherwise. Default: `false`. */
  openWhenHidden?: boolean;
  fetch?: typeof globalThis.fetch;
}

const STATUSES = [408, 425, 429, 500, 502, 503, 504];

/**
 * Resolves when the server ends the stream or `signal` is aborted.
 * @throws {EventSourceError} for a failure that is not to be tried again; else what `onerror` has thrown
 */
export async function fetchEventSource(input: string | URL | Request, init: FetchEventSourceInit = {}): Promise<void> {
  const { onopen, onmessage, onclose, onerror, openWhenHidden, fetch, ...rest } = init;
  const { method, signal } = { ...(input instanceof Request && { method: input.method, signal: input.signal }), ...rest };
  const isRepeated = method === undefined || /^(GET|HEAD)$/i.test(String(method));
  let { lastEventId = "", reconnectionTime = 1000 } = rest;
  let refused: { error: unknown } | undefined;
  /** What `onopen` has thrown. */
  let unopened: unknown;

  /** What `onerror` says: a delay in ms, or `undefined`. */
  const ask = (failure: unknown): number | undefined => {
    const { error = failure } = failure instanceof EventSourceError ? failure : {};
    try {
      const delay = onerror?.(error);
      return delay == null ? undefined : Math.max(0, Number(delay)) || 0;
    } catch (error) {
      refused = { error };
      throw error;
    }
  };

  const send = async (url: string, request: RequestInit): Promise<Response> => {
    const response = await (fetch ?? globalThis.fetch)(url, request);
    // A redirect that the core follows itself.
    if (request.redirect === "manual" && (response.type === "opaqueredirect" || response.headers.has("location"))) return response;
    try {
      await onopen!(response);
    } catch (error) {
      response.body?.cancel().catch(() => {});
      throw (unopened = error);
    }
    // `onopen` has accepted it, whatever its status and type.
    return { body: response.body, url: response.url, status: 200, headers: new Headers({ "content-type": EventStreamContentType }) } as Response;
  };

  for (;;) {
    /** The attempt whose failure `onerror` was asked about; what `onmessage` and `onclose` throw is no failure of an attempt. */
    let asked = -1;
    try {
      const loop = events(input, {
        ...rest,
        ...(onopen ? { fetch: send as never } : fetch && { fetch: fetch as never }),
        lastEventId,
        reconnectionTime,
        whenHidden: openWhenHidden ? "keep" : "pause",
        reconnect: isRepeated && {
          statuses: STATUSES,
          decide(failure) {
            if (failure.reason === "end") return false;
            asked = failure.attempt;
            return ask(new EventSourceError(failure)) ?? failure.willReconnect;
          },
        },
        incomplete: "end",
        // Called as the event is read, in the order of the stream; what it throws ends the loop.
        until({ id, data, type, named, retry }) {
          lastEventId = id;
          reconnectionTime = retry ?? reconnectionTime;
          onmessage?.({ id, event: named ? type : "", data, retry });
          return false;
        },
      });
      while (!(await loop.next()).done);
      if (!signal?.aborted) onclose?.();
      return;
    } catch (error) {
      if (signal?.aborted) return;
      if (refused) throw refused.error;
      const isFailure = error instanceof EventSourceError;
      const delay = isFailure && error.attempt === asked ? undefined : ask(error);
      // Unless `onerror` gives a delay, no POST is sent twice.
      if (delay === undefined && (isFailure || !isRepeated)) throw isFailure && unopened && error.error === unopened ? unopened : error;
      await wait(delay ?? reconnectionTime, signal);
      if (signal?.aborted) return;
    }
  }
}

/** Ends early if the signal is aborted. */
const wait = (delay: number, signal: AbortSignal | null | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, delay);
    signal?.addEventListener("abort", end);
  });
