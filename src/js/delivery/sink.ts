/** Who takes what a connection brings. */
import type { Early, Failure } from "../failure/failure.js";

export interface Sink {
  /** Nobody waits for messages, which are events without a type. */
  readonly isDeaf_?: boolean;
  /** Where the end of the stream comes too early: what its sentence is to say more, within it and behind it. Its reason is `incomplete`. */
  readonly early_?: Early | undefined;
  /** No more is to be read until `Driver.pull_()`. */
  readonly full_: boolean;
  /** The connection was announced. */
  opened_(response: Response): void;
  /**
   * An event, with the serialised origin of the final URL. Its type is empty where the server gives none. `see` sees it before anybody else;
   * `retry` is the one that the server has sent since the event before.
   */
  message_(type: string, data: string, origin: string, lastEventId: string, see?: (event: never) => void, retry?: number): void;
  /** The connection is lost, for good where it does not reconnect. Gives what the next attempt's functions are told. */
  failed_(failure: Failure): Failure;
  /** It was closed: nothing comes any more. */
  closed_(): void;
}
