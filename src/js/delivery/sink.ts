/** The interface between a connection and its consumer. */
import type { EarlyEnd, Failure } from "../failure/failure.js";

/** Receives a connection's events: the class's dispatcher, or the loop of `events()`. */
export interface Sink {
  /** Whether nobody listens to events without a type (`message`). */
  readonly ignoresMessages_?: boolean;
  /** If set, the end of the stream is premature: a failure with the reason `incomplete`, whose sentence has this wording. */
  readonly earlyEnd_?: EarlyEnd | undefined;
  /** While true, the body is not read until `Driver.pull_()`. */
  readonly full_: boolean;
  /** Called when the connection is announced. */
  opened_(response: Response): void;
  /**
   * Receives an event.
   * @param type empty if the server sent none
   * @param origin the serialized origin of the response's URL
   * @param beforeDispatch must be called with the event before anybody else gets it
   * @param retry the last `retry` since the previous event, in ms
   */
  message_(type: string, data: string, origin: string, lastEventId: string, beforeDispatch?: (event: never) => void, retry?: number): void;
  /** Receives a failure, after which the connection is closed unless it reconnects. Returns the `lastError` of the next attempt. */
  failed_(failure: Failure): Failure;
  /** Called when the source is closed: nothing follows. */
  closed_(): void;
}
