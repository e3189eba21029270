/** Performs one connection's I/O: reports inputs to Rust, and carries out the actions that Rust decides on. */
import { EventStream, Operation, type StreamOwner } from "../delivery/event-stream.js";
import type { Sink } from "../delivery/sink.js";
import { failureOf, REASONS, type Cause, type Failure, type FailureReason } from "../failure/failure.js";
import type { Attempt, ReconnectPolicy } from "../options/init.js";
import { check } from "../options/options.js";
import { decisionOf } from "../options/policy.js";
import { platform } from "../runtime/platform.js";
import { bodyOf, cancel, type Body, type BodyOwner } from "./body.js";
import { Action, connectionOf, Input, ReadyState, Remedy, type Connection } from "./connection.js";
import { isHidden, isOutOfReach, listen } from "./environment.js";
import { excerptOf } from "./excerpt.js";
import { isEventStream } from "./mime.js";
import type { RequestFailure } from "./request-failure.js";
import type { RequestTemplate } from "./request.js";
import { retryAfter } from "./retry-after.js";
import { cancelStream, STREAM_URL } from "./stream-source.js";
import { timerOf } from "./timer.js";

export class Driver implements BodyOwner, StreamOwner {
  /** The stream's last event ID string. */
  #lastEventId: string;
  /** The last `retry` since the last event, in ms. */
  #retry: number | undefined;
  /** The last value of the option `cursor`, which takes the place of the last event ID. */
  #cursor: string | undefined;

  readonly #sink: Sink;
  readonly template_: RequestTemplate;
  readonly connection_: Connection;
  readonly stream_: EventStream;
  readonly #wakeAt: (due: number) => void;
  /** Aborts the current request. Each request has its own controller. */
  #abort: AbortController | undefined;
  #body: Body | undefined;
  /** The circumstances of the next failure. */
  #cause: Cause = {};
  /** Whether this attempt's connection was announced. */
  #wasOpen = false;
  /** Whether this response has brought an event. */
  #receivedEvent = false;
  /** Whether that was reported to the connection. */
  #reportedEvent = false;
  #lastError: Failure | undefined;
  /** The failure that `decide` is deciding about. */
  #failureToDecide: Failure | undefined;
  /** Whether the page is hidden, and that was reported to the connection. */
  #isHidden = false;
  /** Removes the environment listeners. */
  #unlisten: (() => void) | undefined;
  /** The serialized origin of the response's URL. */
  #origin = "";

  /** @throws {Error} if WebAssembly is blocked; the message says what to do */
  constructor(sink: Sink, template: RequestTemplate) {
    const { init, options_: options, policy_: policy } = template;
    const rust = platform.rust_();
    this.#sink = sink;
    this.template_ = template;
    this.#lastEventId = String(options.lastEventId);
    this.connection_ = connectionOf(rust, [...policy, options.connectTimeout, options.idleTimeout, hiddenTimeout(options.whenHidden), options.reconnectionTime]);
    this.stream_ = new EventStream(rust.memory, this, options.maxEventSize, Operation.Retry);
    this.#wakeAt = timerOf(options.keepAlive, () => {
      this.#cause = {};
      this.#handleInput(Input.Timer);
    });
    if (init.signal?.aborted) this.connection_.input_(Input.Close);
  }

  /** Sends the first request. */
  start_(): void {
    if (this.connection_.readyState_ === ReadyState.Closed) return;
    this.template_.init.signal?.addEventListener("abort", this.close);
    // If the stream cannot be resumed, leave it to the browser: some keep it running in the back/forward cache.
    if (this.template_.options_.reconnect) this.#unlisten = listen((input) => this.#handleEnvironment(input));
    this.#handleInput(Input.Start);
    if (this.#unlisten) this.#reportHidden();
  }

  readonly close = (): void => {
    if (this.connection_.readyState_ === ReadyState.Closed) return;
    this.#handleInput(Input.Close);
    this.#release();
    this.#sink.closed_();
  };

  /** Ends the current request, and connects again at once. Counts no failure, and dispatches no `error` event. */
  reconnect_(): void {
    // An existing stream cannot be requested again.
    if (this.template_.href_ === STREAM_URL) return;
    this.#handleInput(Input.Restart);
  }

  /** Continues reading: the sink has room again. */
  pull_(): void {
    this.#body?.pull_();
  }

  /** Passes an input to Rust, carries out the action, and sets the timer. */
  #handleInput(kind: Input, a?: number, b?: number): void {
    const connection = this.connection_;
    const action = connection.input_(kind, a, b);
    switch (action) {
      case Action.Connect:
        this.#endRequest();
        this.#request();
        break;
      case Action.Announce:
        this.#announce();
        break;
      case Action.Suspend:
        this.#endRequest();
        break;
      case Action.DecideToReconnect:
      case Action.DecideToFail:
        this.#endRequest();
        void this.#decide((this.#failureToDecide = this.#createFailure(action === Action.DecideToReconnect ? connection.delay_ : -1)));
        break;
      case Action.Reestablish:
        this.#endRequest();
        this.#reportFailure(connection.delay_);
        // A listener may have closed the source.
        if (isOutOfReach(this.template_.url_)) connection.input_(Input.Offline);
        break;
      case Action.Fail:
        this.#release();
        this.#reportFailure(-1);
    }
    this.#wakeAt(connection.wakeAt_);
  }

  #fail(reason: FailureReason, remedy: Remedy, cause: Cause, after?: number): void {
    this.#cause = cause;
    this.#handleInput(Input.Failure, REASONS.indexOf(reason) + remedy, after);
  }

  /** Ends the current request, and forgets its stream. */
  #endRequest(): void {
    const abort = this.#abort;
    const body = this.#body;
    this.#abort = this.#body = this.#failureToDecide = undefined;
    this.stream_.stop_();
    abort?.abort();
    body?.stop_();
  }

  /** Releases everything, because the source is closed. */
  #release(): void {
    const { init } = this.template_;
    init.signal?.removeEventListener("abort", this.close);
    this.#unlisten?.();
    this.#endRequest();
    this.#wakeAt(Infinity);
    cancelStream(init);
  }

  #createFailure(delay: number): Failure {
    const { href_, options_ } = this.template_;
    const { reason_, lastReason_, attempt_ } = this.connection_;
    return failureOf({
      ...this.#cause, reason: REASONS[reason_]!, lastReason_: REASONS[lastReason_]!, delay, attempt: attempt_, url: href_, wasOpen_: this.#wasOpen, options_, earlyEnd_: this.#sink.earlyEnd_,
    });
  }

  #reportFailure(delay: number): void {
    const failure = this.#createFailure(delay);
    this.#cause = {};
    this.#lastError = this.#sink.failed_(failure);
  }

  async #decide(failure: Failure): Promise<void> {
    const { delay, decideError_ } = await decisionOf(this.template_.options_.reconnect as ReconnectPolicy, failure);
    if (this.#failureToDecide !== failure) return;
    this.#cause.decideError_ = decideError_;
    this.#handleInput(Input.Decision, delay);
  }

  // ---- the request -----------------------------------------------------------------------------------

  /** Sends a request. Synchronous up to the AbortController: workerd forbids that outside of handlers, and the constructor must throw. */
  #request(): void {
    const { signal } = (this.#abort = new AbortController());
    this.#wasOpen = false;
    void this.#send({ number: this.connection_.attempt_, lastEventId: this.lastEventId_, lastError: this.#lastError, signal });
  }

  async #send(attempt: Attempt): Promise<void> {
    const { signal } = attempt;
    // Let the constructor's caller finish first.
    await null;
    if (signal.aborted) return;
    let response: Response;
    try {
      response = await this.template_.send_(attempt);
    } catch (failure) {
      const { reason, isFutile_, error } = failure as RequestFailure;
      return signal.aborted ? undefined : this.#fail(reason, isFutile_ ? Remedy.Futile : Remedy.Retry, { error });
    }
    // A custom `fetch` that ignores the signal may still give a response, whose body nobody will read.
    if (signal.aborted) return cancel(response?.body);
    if (typeof response?.headers?.get !== "function") return this.#fail("network", Remedy.Futile, { error: new TypeError("`fetch` gave something that is not a Response") });
    reporting(() => this.template_.options_.onresponse?.(response));
    if (signal.aborted) return cancel(response.body);
    const { headers, status } = response;
    const after = retryAfter(headers);
    const reason = status === 204 ? "no-content" : status !== 200 ? "status" : isEventStream(headers.get("content-type") ?? "") ? undefined : "content-type";
    if (!reason) {
      this.#cause = { response };
      return this.#handleInput(Input.Response);
    }
    // The response is here: its body does not count towards the connect timeout.
    this.#handleInput(Input.Reading, 0);
    const excerpt_ = await excerptOf(response.body);
    const isRetried = reason !== "content-type" && this.template_.statuses_.includes(status);
    if (!signal.aborted) this.#fail(reason, isRetried ? Remedy.Retry : Remedy.Refused, { response, excerpt_ }, after);
  }

  /** [Announces the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection), and starts reading the body. */
  #announce(): void {
    const response = this.#cause.response!;
    this.#cause = {};
    let body: Body;
    try {
      body = bodyOf(response.body, this);
      this.#origin = new URL(response.url || this.template_.href_).origin;
    } catch (error) {
      return this.#fail("network", Remedy.Futile, { error, response });
    }
    this.#body = body;
    this.#wasOpen = true;
    this.#receivedEvent = this.#reportedEvent = false;
    this.setReading_(false);
    this.#sink.opened_(response);
    if (this.#body === body) body.pull_();
  }

  // ---- the body --------------------------------------------------------------------------------------

  get full_(): boolean {
    return this.#sink.full_;
  }

  setReading_(isReading: boolean): void {
    if (this.template_.options_.idleTimeout > 0) this.#handleInput(Input.Reading, +isReading);
  }

  chunk_(chunk: Uint8Array): void {
    const stream = this.stream_;
    if (this.#isHidden || this.template_.options_.idleTimeout > 0) this.connection_.input_(Input.Bytes);
    stream.push_(chunk);
    if (this.#receivedEvent && !this.#reportedEvent) {
      this.#reportedEvent = true;
      this.connection_.input_(Input.Event);
    }
    if (stream.overflowed_) this.#fail("too-large", Remedy.Futile, {});
  }

  ended_(): void {
    // The request is complete: there is nothing to abort, and listeners of its `signal` should not fire.
    this.#abort = this.#body = undefined;
    this.#fail("end", Remedy.Retry, { endedMidEvent_: this.stream_.isInEvent_ });
  }

  readFailed_(error: unknown, isFutile: boolean): void {
    this.#fail("network", isFutile ? Remedy.Futile : Remedy.Retry, { error });
  }

  // ---- the stream ------------------------------------------------------------------------------------

  /** The last event ID string, or the cursor, which the next request sends. */
  get lastEventId_(): string {
    return this.#cursor ?? this.#lastEventId;
  }

  /** Updates the cursor. Called before the event is dispatched, because a listener may reconnect. */
  readonly #updateCursor = (event: never): void =>
    reporting(() => {
      this.#cursor = check(this.template_.options_.cursor!(event), "cursor", [this.#cursor, "a string"]) as string | undefined;
    });

  ignores_(words: Uint32Array, at: number, count: number): boolean {
    if (!this.#sink.ignoresMessages_ || this.template_.options_.cursor) return false;
    while (count > 0 && words[at + 2] === Operation.Dispatch) {
      at += Operation.Width;
      count--;
    }
    if (count > 0) return false;
    this.#receivedEvent = true;
    return true;
  }

  event_(type: string, data: string, id: string | undefined): void {
    this.#receivedEvent = true;
    if (id !== undefined) this.#lastEventId = id;
    this.#sink.message_(type, data, this.#origin, this.#lastEventId, this.template_.options_.cursor && this.#updateCursor, this.#retry);
    this.#retry = undefined;
  }

  /** Present only with the option `oncomment`, so that comments are not decoded without need. */
  get comment_(): ((text: string) => void) | undefined {
    const { oncomment } = this.template_.options_;
    return oncomment && ((text) => reporting(() => oncomment(text)));
  }

  id_(id: string): void {
    this.#lastEventId = id;
  }

  retry_(digits: string): void {
    // `EventStream` in Rust saturates there, too.
    this.connection_.input_(Input.Retry, (this.#retry = Math.min(Number(digits), 2 ** 64)));
  }

  // ---- the environment -------------------------------------------------------------------------------

  #handleEnvironment(input: Input): void {
    if (input === Input.Offline && !isOutOfReach(this.template_.url_)) return;
    this.#handleInput(input);
    if (input === Input.Visible) this.#reportHidden();
  }

  /** Reports a hidden page. It may be hidden from the start, and stay hidden when it is unfrozen. */
  #reportHidden(): void {
    this.#isHidden = isHidden();
    if (this.#isHidden) this.#handleInput(Input.Hidden);
  }
}

/** Returns how long the page may be hidden before the connection is suspended, in ms; NaN if there is no limit. */
const hiddenTimeout = (whenHidden: "keep" | "pause" | number): number => (whenHidden === "pause" ? 0 : Number(whenHidden));

/** Calls a user's callback. An exception is reported; it does not fail the connection. */
function reporting(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
