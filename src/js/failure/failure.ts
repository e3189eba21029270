/** Describes a failure: in fields for programs, and in a sentence for people. */
import type { CheckedOptions } from "../options/options.js";
import { ErrorEvent } from "./error-event.js";
import { sentence } from "./sentence.js";

/** Why a connection could not be established, or was lost. */
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

/** @internal The reasons in the order of Rust's `connection::FailureReason`. */
export const REASONS: readonly FailureReason[] = [
  "network", "end", "status", "content-type", "no-content", "headers", "body", "too-large", "gave-up", "cors", "idle", "connect-timeout", "redirect",
];

/** The details of a failure. */
export interface Failure {
  /** A sentence that says what happened, to what URL, and what to do. */
  readonly message: string;
  readonly reason: FailureReason;
  /** The HTTP status of the response, if there was one. */
  readonly status: number | undefined;
  /** The same status, under npm `eventsource`'s name for it. */
  readonly code: number | undefined;
  /** The headers of that response. */
  readonly headers: Headers | undefined;
  /** The first 4 KiB of a refused response's body. */
  readonly body: string | undefined;
  /** The number of the failed attempt; 0 is the first connection. */
  readonly attempt: number;
  /** Whether another attempt follows. If so, the source's `readyState` is CONNECTING, otherwise CLOSED. */
  readonly willReconnect: boolean;
  /** The time until the next attempt in milliseconds; `undefined` if there is none. */
  readonly delay: number | undefined;
  /** The underlying exception, if there is one. */
  readonly error: unknown;
}

/** The `error` event of an EventSource: an `ErrorEvent` with the details of the failure. */
export interface EventSourceErrorEvent extends ErrorEvent, Failure {
  readonly message: string;
  readonly code: number | undefined;
  readonly error: unknown;
}

/** @internal The cause of a failure. */
export interface Cause {
  response?: Response;
  /** The beginning of the response's body. */
  excerpt_?: string | undefined;
  error?: unknown;
  /** Whether the stream ended in the middle of an event. */
  endedMidEvent_?: boolean;
  /** The exception that `reconnect.decide` threw. */
  decideError_?: unknown;
}

/** @internal The wording for a premature end of the stream: a phrase inside the sentence, and advice after it. */
export type EarlyEnd = readonly [when: string, advice: string];

/** @internal Everything that a failure and its sentence are made from. */
export interface Circumstances extends Cause {
  reason: FailureReason;
  /** The reason of the last failure. It differs from `reason` only for `gave-up`. */
  lastReason_: FailureReason;
  attempt: number;
  /** The time until the next attempt in ms; negative if there is none. */
  delay: number;
  url: string;
  /** Whether this attempt's connection was announced. */
  wasOpen_: boolean;
  earlyEnd_?: EarlyEnd | undefined;
  /** The limits and credentials that the sentence names. */
  options_: Pick<CheckedOptions, "reconnect" | "withCredentials" | "idleTimeout" | "connectTimeout" | "maxEventSize">;
}

/** @internal Creates the failure for these circumstances. */
export function failureOf(circumstances: Circumstances): Failure {
  const { attempt, delay, earlyEnd_, response, excerpt_, decideError_, error = decideError_ } = circumstances;
  const reason = earlyEnd_ && circumstances.reason === "end" ? "incomplete" : circumstances.reason;
  const willReconnect = delay >= 0;
  const status = response?.status;
  return {
    message: sentence(circumstances), reason, status, code: status, headers: response?.headers, body: excerpt_, attempt, willReconnect, delay: willReconnect ? delay : undefined, error,
  };
}

/** @internal Creates the `error` event of a failure. */
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

/** The error that {@link events} throws: an Error with the fields of the `error` event. */
export type EventSourceError = EventSourceErrorClass;
/** Named by a pure function call, not in a static block, because bundlers never drop a class that has one. */
export const EventSourceError = /* @__PURE__ */ named(EventSourceErrorClass);

/** Sets the class's name, because minifiers rename classes. */
function named(Class: typeof EventSourceErrorClass): typeof EventSourceErrorClass {
  for (const target of [Class, Class.prototype]) Object.defineProperty(target, "name", { value: "EventSourceError", configurable: true, writable: true });
  return Class;
}
