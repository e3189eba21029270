/** What went wrong: in fields for programs, and in a sentence for people. */
import type { CheckedOptions } from "../options/options.js";
import { ErrorEvent } from "./error-event.js";
import { sentence } from "./sentence.js";

/** Why a connection was not made, or was lost. */
export type FailureReason =
  | "network"
  | "end"
  | "incomplete"
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

/** @internal In the order of Rust's `connection::FailureReason`. */
export const REASONS: readonly FailureReason[] = [
  "network", "end", "status", "content-type", "no-content", "headers", "body", "too-large", "gave-up", "cors", "idle", "connect-timeout", "redirect",
];

/** What is known about a failure. */
export interface Failure {
  /** A sentence: what happened, to what URL, and what to do. */
  readonly message: string;
  readonly reason: FailureReason;
  /** The HTTP status of the response, if there was one. */
  readonly status: number | undefined;
  /** The same, under the name that npm `eventsource` gives it. */
  readonly code: number | undefined;
  /** The headers of that response. */
  readonly headers: Headers | undefined;
  /** The beginning of its body, 4 KiB at most. */
  readonly body: string | undefined;
  /** The number of the attempt that failed; 0 is the first connection. */
  readonly attempt: number;
  /** Whether another attempt follows. A source's `readyState` is CONNECTING then, else CLOSED. */
  readonly willReconnect: boolean;
  /** Milliseconds until the next attempt; `undefined` if there is none. */
  readonly delay: number | undefined;
  /** The exception behind it, where there is one. */
  readonly error: unknown;
}

/** The `error` event of an EventSource: an `ErrorEvent` that also tells what happens next. */
export interface EventSourceErrorEvent extends ErrorEvent, Failure {
  readonly message: string;
  readonly code: number | undefined;
  readonly error: unknown;
}

/** @internal What has caused a failure. */
export interface Cause {
  response?: Response;
  /** The beginning of its body. */
  excerpt_?: string | undefined;
  error?: unknown;
  /** Bytes of an unfinished event were there as the stream ended. */
  isCut_?: boolean;
  /** What `reconnect.decide` has thrown. */
  undecided_?: unknown;
}

/** @internal What is said of an end that comes too early, within its sentence and behind it. */
export type Early = readonly [when: string, advice: string];

/** @internal What a failure is made of. */
export interface Circumstances extends Cause {
  reason: FailureReason;
  /** The failure at which it gave up, where `reason` is `gave-up`; else the same as `reason`. */
  last_: FailureReason;
  attempt: number;
  /** Milliseconds until the next attempt; negative if there is none. */
  delay: number;
  url: string;
  /** The connection had been announced before. */
  wasOpen_: boolean;
  early_?: Early | undefined;
  /** The limits and credentials that the sentence names. */
  options_: Pick<CheckedOptions, "reconnect" | "withCredentials" | "idleTimeout" | "connectTimeout" | "maxEventSize">;
}

/** @internal */
export function failureOf(circumstances: Circumstances): Failure {
  const { attempt, delay, early_, response, excerpt_, undecided_, error = undecided_ } = circumstances;
  const reason = early_ && circumstances.reason === "end" ? "incomplete" : circumstances.reason;
  const willReconnect = delay >= 0;
  const status = response?.status;
  return {
    message: sentence(circumstances), reason, status, code: status, headers: response?.headers, body: excerpt_, attempt, willReconnect, delay: willReconnect ? delay : undefined, error,
  };
}

/** @internal */
export function errorEvent({ message, error, ...fields }: Failure): EventSourceErrorEvent {
  return Object.assign(new ErrorEvent("error", { message, error }), fields) as EventSourceErrorEvent;
}

class EventSourceErrorClass extends Error implements Failure {
  declare readonly reason: FailureReason;
  declare readonly status: number | undefined;
  declare readonly code: number | undefined;
  declare readonly headers: Headers | undefined;
  declare readonly body: string | undefined;
  declare readonly attempt: number;
  declare readonly willReconnect: boolean;
  declare readonly delay: number | undefined;
  declare readonly error: unknown;

  /** @internal */
  constructor({ message, ...fields }: Failure) {
    super(message, { cause: fields.error });
    Object.assign(this, fields);
  }
}

/** What {@link events} throws: an Error with the fields of the `error` event. */
export type EventSourceError = EventSourceErrorClass;
/** Named by a function, not in a static block: bundlers keep a class with one, whoever uses it. */
export const EventSourceError = /* @__PURE__ */ named(EventSourceErrorClass);

/** Minifiers rename classes. */
function named(Class: typeof EventSourceErrorClass): typeof EventSourceErrorClass {
  for (const target of [Class, Class.prototype]) Object.defineProperty(target, "name", { value: "EventSourceError", configurable: true, writable: true });
  return Class;
}
