/** What went wrong, in the error event's fields and in a sentence. */

import { STREAM_URL } from "./stream.js";

/** Why a connection was not made, or was lost. */
export type FailureReason =
  | "network"
  | "end"
  | "status"
  | "content-type"
  | "no-content"
  | "cors"
  | "idle"
  | "connect-timeout"
  | "too-large"
  | "headers"
  | "body"
  | "redirect"
  | "gave-up";

/** In the order of Rust's `connection::FailureReason`. */
export const REASONS: readonly FailureReason[] = [
  "network", "end", "status", "content-type", "no-content", "headers", "body", "too-large", "gave-up", "cors",
];

/** The `error` event of an EventSource: an `ErrorEvent` that also tells what happens next. */
export interface EventSourceErrorEvent extends ErrorEvent {
  /** A sentence: what happened, to what URL, and what to do. */
  readonly message: string;
  /** The HTTP status, under the name that npm `eventsource` gives it. */
  readonly code: number | undefined;
  /** The HTTP status of the response that was refused. */
  readonly status: number | undefined;
  /** The headers of the response that was refused. */
  readonly headers: Headers | undefined;
  readonly reason: FailureReason;
  /** The number of the attempt that failed; 0 is the first connection. */
  readonly attempt: number;
  /** Whether the source reconnects by itself. `readyState` is CONNECTING then, else CLOSED. */
  readonly willReconnect: boolean;
  /** Milliseconds until the next attempt; `undefined` if there is none. */
  readonly delay: number | undefined;
  /** The exception behind it, where there is one. */
  readonly error: unknown;
}

/** What is known about a failure. */
export interface Failure {
  /** Index into Rust's `FailureReason`. */
  reason: number;
  /** Milliseconds until the next attempt; negative if there is none. */
  delay: number;
  attempt: number;
  error: unknown;
  response: Response | undefined;
  url: string;
  /** The connection had been announced before. */
  wasOpen: boolean;
  withCredentials: boolean;
  /** The user's `reconnect`, or its default. */
  reconnect: boolean;
}

/** Where the runtime has no `ErrorEvent` (Node before 25): one with the same fields. */
class FallbackErrorEvent extends Event {
  readonly message: string;
  readonly error: unknown;
  readonly filename = "";
  readonly lineno = 0;
  readonly colno = 0;

  constructor(type: string, init: ErrorEventInit) {
    super(type);
    this.message = init.message ?? "";
    this.error = init.error;
  }
}
Object.defineProperty(FallbackErrorEvent, "name", { value: "ErrorEvent" });

export function errorEvent(failure: Failure): EventSourceErrorEvent {
  const { delay, attempt, error, response } = failure;
  const reason = REASONS[failure.reason] ?? "network";
  const Class = typeof ErrorEvent === "function" ? ErrorEvent : FallbackErrorEvent;
  const event = new Class("error", { message: sentence(reason, failure), error });
  return Object.assign(event, {
    reason,
    code: response?.status,
    status: response?.status,
    headers: response?.headers,
    attempt,
    willReconnect: delay >= 0,
    delay: delay >= 0 ? delay : undefined,
  }) as EventSourceErrorEvent;
}

function sentence(reason: FailureReason, failure: Failure): string {
  const what = happened(reason, failure);
  if (failure.url === STREAM_URL) return what;
  if (failure.delay >= 0) return `${what} Reconnecting in ${failure.delay} ms.`;
  if (!failure.reconnect && (reason === "end" || reason === "network" || reason === "headers" || reason === "body"))
    return `${what} Not reconnecting: \`reconnect\` is false, which is the default for methods other than GET and HEAD.`;
  return what;
}

function happened(reason: FailureReason, { error, response, url, wasOpen, withCredentials }: Failure): string {
  const cause = causeOf(error);
  switch (reason) {
    case "end":
      if (url === STREAM_URL) return "The stream ended.";
      return `The server ended the stream of ${url}.`;
    case "status":
      return `${url} answered with status ${response?.status}${response?.statusText ? ` (${response.statusText})` : ""} instead of 200. ${statusHint(response?.status ?? 0)}`;
    case "no-content":
      return `${url} answered with status 204, by which a server asks clients to stop reconnecting.`;
    case "content-type": {
      const type = response?.headers.get("content-type");
      return `${url} answered with ${type ? `the Content-Type "${type}"` : "no Content-Type"} instead of text/event-stream. Check that the URL is that of an event stream, and what the server sets.`;
    }
    case "headers":
      return `The headers of the request to ${url} could not be made${cause}. Check the \`headers\` option.`;
    case "body":
      return `The body of the request to ${url} could not be made${cause}. Check the \`body\` option.`;
    case "cors":
      return `${url} answers, but CORS keeps the answer from this origin: the server has to send "Access-Control-Allow-Origin: ${globalThis.origin}"${withCredentials ? ' and "Access-Control-Allow-Credentials: true"' : ""}.`;
    case "too-large":
      return `An event from ${url} is larger than the limit, so the connection was closed.`;
    default:
      if (url === STREAM_URL) return `The stream broke off${cause}.`;
      return wasOpen
        ? `The connection to ${url} broke off${cause}. Complete events were delivered, an unfinished one was dropped.`
        : `The connection to ${url} failed${cause}. Check that the server runs and, for another origin, that it allows this one (CORS).`;
  }
}

function statusHint(status: number): string {
  if (status === 401 || status === 403) return "Check the credentials; `headers` may be a function that fetches a fresh token.";
  if (status === 404 || status === 410) return "Check the URL.";
  if (status === 405) return "Check the `method` option.";
  if (status >= 500) return "The server has a problem.";
  return "Check the request.";
}

/** `: why`, from the innermost cause: Node's fetch hides "connect ECONNREFUSED" behind "fetch failed". */
function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
  const code = (inner as { code?: unknown } | undefined)?.code;
  const text = inner instanceof Error ? inner.message || (code === undefined ? inner.name : String(code)) : inner;
  return text === undefined ? "" : `: ${String(text).replace(/\.$/, "")}`;
}
