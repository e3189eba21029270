/** What happens to a member, and what it has its host do. */
import type { State } from "./protocol.js";

export const enum Input {
  Wake = 0,
  Sleep = 1,
  Tick = 2,
  Granted = 3,
  Lost = 4,
  /** With the message. */
  Message = 5,
  /** With the entry. */
  Source = 6,
  /** The task that had entries is over. */
  Flush = 7,
  /** With whether the page is hidden. */
  Hidden = 8,
  Reconnect = 9,
}

export const enum Do {
  /** Post the message. */
  Post = 0,
  /** Post it so that it comes back. */
  Probe = 1,
  /** Ask for the lock; `true`: take it from whoever has it. */
  Acquire = 2,
  /** Give the lock back, and do not wait for it any more. */
  Release = 3,
  /** Connect, with the last event ID. */
  Open = 4,
  Shut = 5,
  Restart = 6,
  /** Give the entry to the users. */
  Deliver = 7,
  /** Come back with {@link Input.Flush} at the end of the task. */
  Soon = 8,
  /** The leader's request or functions are others. */
  Warn = 9,
  /** The stream is over for all. */
  End = 10,
}

/** With the state at that moment. */
export type Action = readonly [what: Do, argument: any, state: State];
