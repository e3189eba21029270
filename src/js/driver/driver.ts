/** The class's side of a connection: what Rust (`Host` in `src/wasm/source.rs`) calls, and what it leaves behind. */
import type { Memory } from "../delivery/batch.js";
import { Body, cancel, type BodyOwner } from "./body.js";
import { Delivery } from "../delivery/delivery.js";
import { excerptOf } from "./excerpt.js";
import { failureOf, REASONS, type Cause, type Failure, type FailureReason } from "../failure/failure.js";
import type { Attempt, ReconnectPolicy } from "../options/init.js";
import { followNetwork, isOutOfReach } from "./network-state.js";
import { followPageCache } from "./page-cache.js";
import { decisionOf } from "../options/policy.js";
import { RequestFailure } from "./request-failure.js";
import type { RequestTemplate } from "./request.js";
import { retryAfter } from "./retry-after.js";
import { currentPlatform, type Rust } from "../runtime/rust.js";
import type { Sink } from "../delivery/sink.js";
import { cancelStream } from "./stream-source.js";
import { Timer } from "./timer.js";

type Source = InstanceType<Rust["Source"]>;

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

export class Host implements BodyOwner {
  readyState: 0 | 1 | 2 = CONNECTING;

  readonly #sink: Sink;
  readonly #template: RequestTemplate;
  /** Gone once closed; the getters then give what it said last. */
  #source: Source | undefined;
  readonly #memory: Memory;
  #delivery: Delivery | undefined;
  /** Calls into the source that have not returned. */
  #running = 0;
  /** Of the request that is waited for or read; each one has its own. */
  #abort: AbortController | undefined;
  #body: Body | undefined;
  readonly #timer: Timer;
  /** When the last byte came, by the wall clock, for the idle timeout. */
  #heard = 0;
  /** What the next failure is about. */
  #cause: Cause = {};
  /** The attempt was announced. */
  #wasOpen = false;
  #lastEventId: string;
  #reconnectionTime = 3000;
  #lastError: Failure | undefined;
  /** The failure that `decide` was asked about. */
  #asked: Failure | undefined;
  /** Ends what the environment tells. */
  readonly #unfollow: (() => void)[] = [];
  /** Serialised origin of the final URL. */
  #origin = "";

  /** @throws {Error} where wasm is blocked; the message says what to do */
  constructor(sink: Sink, template: RequestTemplate) {
    const { init } = template;
    this.#sink = sink;
    this.#template = template;
    this.#lastEventId = init.lastEventId === undefined ? "" : String(init.lastEventId);
    const { Source, memory } = currentPlatform().rust();
    this.#memory = memory;
    this.#timer = new Timer(init.keepAlive ?? true, (late) => this.#timerFired(late));
    if (init.signal?.aborted) {
      this.readyState = CLOSED;
      return;
    }
    const source = new Source(this, memory.putText(this.#lastEventId), template.reconnect, template.maxEventSize);
    for (const [field, value] of template.policy) source.setPolicy(field, value);
    this.#source = source;
    this.#delivery = new Delivery(sink, memory, source);
  }

  /** Sends the first request. */
  start(): void {
    if (!this.#source) return;
    this.#template.init.signal?.addEventListener("abort", this.#close);
    // What is not to be repeated is better left to the browser: some let the stream go on in the cache.
    if (this.#template.reconnect) this.#unfollow.push(followPageCache(this), followNetwork(this.#networkChanged));
    this.#run((source) => source.start());
  }

  get url(): string {
    return this.#template.href;
  }

  get withCredentials(): boolean {
    return this.#template.withCredentials;
  }

  get lastEventId(): string {
    return this.#delivery?.lastEventId ?? this.#idInRust ?? this.#lastEventId;
  }

  get #idInRust(): string | undefined {
    const source = this.#source;
    if (!source) return undefined;
    const { idAt, idLength } = source;
    this.#memory.look();
    return this.#memory.text(idAt, idLength);
  }

  get reconnectionTime(): number {
    return this.#source?.reconnectionTime ?? this.#reconnectionTime;
  }

  reset(): void {
    this.#run((source) => source.reset());
  }

  suspend(): void {
    this.readyState = CONNECTING;
    this.#run((source) => source.suspend());
  }

  resume(): void {
    this.#run((source) => source.resume());
  }

  close(): void {
    if (this.readyState === CLOSED) return;
    this.#shut();
    this.#sink.closed();
  }

  readonly #close = (): void => this.close();

  #shut(): void {
    this.readyState = CLOSED;
    const source = this.#source;
    if (!source) return;
    this.#lastEventId = this.lastEventId;
    this.#reconnectionTime = this.reconnectionTime;
    this.#source = undefined;
    const { init } = this.#template;
    init.signal?.removeEventListener("abort", this.#close);
    for (const unfollow of this.#unfollow) unfollow();
    source.close();
    if (this.#running === 0) source.free();
    cancelStream(init);
  }

  /** Calls into the source, which must not be freed before it returns, should a listener close it. */
  #run(work: (source: Source) => void): void {
    const source = this.#source;
    if (!source) return;
    this.#running++;
    try {
      work(source);
    } finally {
      if (--this.#running === 0 && !this.#source) source.free();
    }
  }

  #fail(reason: FailureReason, futile: boolean, error?: unknown): void {
    this.#cause = { error };
    this.#run((source) => source.onFailure(REASONS.indexOf(reason), futile));
  }

  readonly #networkChanged = (online: boolean): void => {
    if (online || isOutOfReach(this.#template.url)) this.#run((source) => source.onNetwork(online));
  };

  #timerFired(late: number): void {
    if (this.#body) {
      // Chunks only leave their time: a timer for each of them would cost more than its parsing.
      const { idleTimeout } = this.#template;
      const left = this.#heard + idleTimeout - Date.now();
      if (left > 0) return this.#timer.set(Math.min(left, idleTimeout));
    }
    this.#cause = {};
    this.#run((source) => source.onTimer(late));
  }

  async #send(abort: AbortController, attempt: Attempt): Promise<void> {
    // The constructor's caller has its turn first.
    await null;
    if (this.#abort !== abort) return;
    let response: Response;
    try {
      response = await this.#template.send(attempt);
    } catch (failure) {
      const { reason, futile, error } = failure as RequestFailure;
      return this.#abort === abort ? this.#fail(reason, futile, error) : undefined;
    }
    // A `fetch` that does not look at the signal answers all the same: nobody will read this body.
    if (this.#abort !== abort) return cancel(response?.body);
    this.#timer.clear();
    let type: string;
    let after: number;
    try {
      type = response.headers.get("content-type") ?? "";
      after = retryAfter(response.headers);
    } catch {
      return this.#fail("network", true, new TypeError("`fetch` gave something that is not a Response"));
    }
    this.#show(response);
    if (this.#abort !== abort) return cancel(response.body);
    const { status } = response;
    const cause: Cause = { response };
    if (!this.#source!.accepts(status, this.#memory.putText(type))) {
      cause.excerpt = await excerptOf(response.body);
      if (this.#abort !== abort) return;
    }
    this.#cause = cause;
    const length = this.#memory.putText(type);
    this.#run((source) => source.onResponse(status, length, after));
  }

  /** What `onresponse` throws is nobody's failure but its own, as with a listener. */
  #show(response: Response): void {
    try {
      this.#template.init.onresponse?.(response);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  // ---- called by the body ----------------------------------------------------------------------------

  get full(): boolean {
    return this.#sink.full;
  }

  awaits(chunk: boolean): void {
    const { idleTimeout } = this.#template;
    if (idleTimeout === 0) return;
    this.#heard = Date.now();
    if (chunk) this.#timer.set(idleTimeout);
    else this.#timer.clear();
  }

  came(chunk: Uint8Array): void {
    if (this.#template.idleTimeout > 0) this.#heard = Date.now();
    const length = this.#memory.put(chunk);
    this.#run((source) => source.onChunk(length));
  }

  ended(): void {
    // The request is over: nothing to abort, and `signal` listeners need not hear of it.
    this.#abort = this.#body = undefined;
    this.#fail("end", false);
  }

  broke(error: unknown, futile: boolean): void {
    this.#fail("network", futile, error);
  }

  /** The sink has room again. */
  pull(): void {
    this.#body?.pull();
  }

  // ---- called by Rust --------------------------------------------------------------------------------

  request(number: number): void {
    const abort = (this.#abort = new AbortController());
    const { connectTimeout } = this.#template;
    this.#wasOpen = false;
    if (connectTimeout > 0) this.#timer.set(connectTimeout);
    void this.#send(abort, { number, lastEventId: this.#idInRust!, lastError: this.#lastError, signal: abort.signal });
  }

  wait(delay: number): void {
    if (isOutOfReach(this.#template.url)) this.#run((source) => source.onNetwork(false));
    else this.#timer.set(delay);
  }

  drop(): void {
    const abort = this.#abort;
    const body = this.#body;
    this.#abort = this.#body = this.#asked = undefined;
    this.#timer.clear();
    abort?.abort();
    body?.stop();
  }

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection */
  announce(): void {
    const { response } = this.#cause;
    this.#cause = {};
    let body: Body;
    try {
      body = new Body(response!.body, this);
      this.#origin = new URL(response!.url || this.url).origin;
    } catch (error) {
      return this.#fail("network", true, error);
    }
    this.#body = body;
    this.#wasOpen = true;
    this.readyState = OPEN;
    this.#sink.opened();
    if (this.#body === body) body.pull();
  }

  dispatch(): void {
    this.#delivery!.deliver(this, this.#origin);
  }

  decide(reason: number, reconnect: boolean, delay: number, attempt: number): void {
    this.readyState = CONNECTING;
    void this.#decide((this.#asked = this.#failure(reason, reconnect ? delay : -1, attempt)));
  }

  async #decide(failure: Failure): Promise<void> {
    const { delay, undecided } = await decisionOf(this.#template.init.reconnect as ReconnectPolicy, failure);
    if (this.#asked !== failure) return;
    this.#cause.undecided = undecided;
    this.#run((source) => source.onDecision(delay));
  }

  #failure(reason: number, delay: number, attempt: number): Failure {
    const { init, href, reconnect } = this.#template;
    return failureOf({ ...this.#cause, reason: REASONS[reason]!, delay, attempt, url: href, wasOpen: this.#wasOpen, reconnect, init });
  }

  failed(reason: number, delay: number, attempt: number): void {
    if (delay < 0) this.#shut();
    else this.readyState = CONNECTING;
    const failure = this.#failure(reason, delay, attempt);
    this.#cause = {};
    this.#lastError = this.#sink.failed(failure);
  }
}
