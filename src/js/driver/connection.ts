/** Lets Rust decide about a connection (`src/bindings/connection.rs`): an input goes in, an action comes out. */
import type { Rust } from "../runtime/runtime.js";

/** The exports of `src/bindings/connection.rs`. */
export interface ConnectionBindings {
  record(): number;
  recordSize(): number;
  numbers(): number;
  create(): void;
  input(kind: number, a: number, b: number, now: number, random: number): number;
}

export const enum ReadyState {
  Connecting = 0,
  Open = 1,
  Closed = 2,
}

/** What happened. `input` in Rust has the same numbers. */
export const enum Input {
  Start = 0,
  /** A response arrived, and it is an event stream. */
  Response = 1,
  /** `a` is the reason's number plus a {@link Remedy}; `b` is the response's `Retry-After` in ms, or NaN. */
  Failure = 2,
  /** `a` is a delay in ms, NaN for the policy's delay, or negative to give up. */
  Decision = 3,
  Timer = 4,
  Online = 5,
  Resume = 6,
  Bytes = 7,
  Event = 8,
  /** `a` is the reconnection time in ms. */
  Retry = 9,
  /** `a` is 1 if the driver starts to wait for bytes, 0 if it stops. */
  Reading = 10,
  Offline = 11,
  Suspend = 12,
  Close = 13,
  /** The page is hidden. */
  Hidden = 14,
  /** The page is visible again, or unfrozen. */
  Visible = 15,
  Restart = 16,
}

/** Whether another attempt could help after a failure. Added to the reason's number. */
export const enum Remedy {
  Retry = 0,
  /** The server refused the request; only `decide` may try again. */
  Refused = 256,
  /** Another attempt would fail in the same way. */
  Futile = 512,
}

/** What the driver must do. */
export const enum Action {
  Nothing = 0,
  Connect = 1,
  Announce = 2,
  /** Ask `decide`; the policy would reconnect. */
  DecideToReconnect = 3,
  /** Ask `decide`; the policy would give up. */
  DecideToFail = 4,
  Reestablish = 5,
  Fail = 6,
  Suspend = 7,
}

export interface Connection {
  readyState_: ReadyState;
  attempt_: number;
  reconnectionTime_: number;
  /** When {@link Input.Timer} is due, on the wall clock; Infinity if never. */
  wakeAt_: number;
  /** The number of the reason in the last action. */
  reason_: number;
  /** The number of the last failure's reason. It differs from `reason_` only after giving up. */
  lastReason_: number;
  /** Ms until the next attempt. */
  delay_: number;
  /** Passes an input to Rust, and returns the action. The fields then have its details. */
  input_(kind: Input, a?: number, b?: number): Action;
}

/**
 * Creates a connection.
 * @param policy the numbers of the policy, then, in ms: the connect timeout, the idle timeout, how long the page may be hidden (NaN: no
 * limit), and the reconnection time
 */
export function connectionOf({ bindings, memory }: Rust, policy: readonly number[]): Connection {
  const { bytes_: bytes } = memory;
  const numbers = new Float64Array(bytes.buffer as ArrayBuffer, bindings.numbers(), 13);
  const at = bindings.record();
  numbers.set(policy);
  bindings.create();
  /** Rust's record of this connection. It is in the wasm memory only during an input. */
  const record = bytes.slice(at, at + bindings.recordSize());
  return {
    readyState_: 0,
    attempt_: 0,
    reconnectionTime_: policy.at(-1)!,
    wakeAt_: Infinity,
    reason_: 0,
    lastReason_: 0,
    delay_: 0,
    input_(kind, a = 0, b = NaN) {
      bytes.set(record, at);
      const action = bindings.input(kind, a, b, Date.now(), Math.random()) as Action;
      record.set(bytes.subarray(at, at + record.length));
      [this.readyState_, this.attempt_, this.reconnectionTime_, this.wakeAt_, this.reason_, this.lastReason_, this.delay_] = numbers as unknown as [ReadyState, number, number, number, number, number, number];
      return action;
    },
  };
}
