/** A connection's decisions, made by Rust (`src/bindings/connection.rs`): an input goes in, an action comes out. */
import type { Rust } from "../runtime/runtime.js";

/** What `src/bindings/connection.rs` exports. */
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

/** What happened; the numbers are those of `input` in Rust. */
export const enum Input {
  Start = 0,
  /** A response that is an event stream. */
  Response = 1,
  /** `a` is the reason's number and a {@link Remedy}; `b` what `Retry-After` asks for, in ms, or NaN. */
  Failure = 2,
  /** `a` is a delay in ms, NaN for the policy's own, negative to give up. */
  Decision = 3,
  Timer = 4,
  Online = 5,
  Resume = 6,
  Bytes = 7,
  Event = 8,
  /** `a` is the reconnection time in ms. */
  Retry = 9,
  /** `a` is 1 while bytes are waited for, else 0. */
  Reading = 10,
  Offline = 11,
  Suspend = 12,
  Close = 13,
  /** The page is hidden, or seen. */
  Hidden = 14,
  Visible = 15,
  Restart = 16,
}

/** Whether another attempt is called for after a failure; to be added to its reason. */
export const enum Remedy {
  Retry = 0,
  /** No, but `decide` may overrule. */
  Refused = 256,
  /** It would fail in the same way. */
  Futile = 512,
}

/** What is to be done. */
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
  /** When {@link Input.Timer} is due, by the wall clock; Infinity: never. */
  wakeAt_: number;
  /** Of the last failure: its number, that of the failure before giving up, and ms until the next attempt. */
  reason_: number;
  last_: number;
  delay_: number;
  /** Feeds an input; the fields then say what the action is about. */
  input_(kind: Input, a?: number, b?: number): Action;
}

/** @param policy its numbers, then the connect and the idle timeout, how long the page may be hidden (NaN: for ever), and the reconnection time, in ms */
export function connectionOf({ bindings, memory }: Rust, policy: readonly number[]): Connection {
  const { bytes_: bytes } = memory;
  const numbers = new Float64Array(bytes.buffer as ArrayBuffer, bindings.numbers(), 13);
  const at = bindings.record();
  numbers.set(policy);
  bindings.create();
  /** Rust's own record of it, which lies in the wasm memory only while an input is fed. */
  const record = bytes.slice(at, at + bindings.recordSize());
  return {
    readyState_: 0,
    attempt_: 0,
    reconnectionTime_: policy.at(-1)!,
    wakeAt_: Infinity,
    reason_: 0,
    last_: 0,
    delay_: 0,
    input_(kind, a = 0, b = NaN) {
      bytes.set(record, at);
      const action = bindings.input(kind, a, b, Date.now(), Math.random()) as Action;
      record.set(bytes.subarray(at, at + record.length));
      [this.readyState_, this.attempt_, this.reconnectionTime_, this.wakeAt_, this.reason_, this.last_, this.delay_] = numbers as unknown as [ReadyState, number, number, number, number, number, number];
      return action;
    },
  };
}
