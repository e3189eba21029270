/** The class's side of a connection: what Rust (`src/wasm/bindings.rs`, `Host`) calls, and what it leaves behind. */
import { Batches, SAME_ID, SAME_TYPE, WIDTH } from "./batch.js";
import { errorEvent, REASONS, type EventSourceErrorEvent } from "./failure.js";
import type { Attempt, EventSourceInit } from "./init.js";
import { followPageCache } from "./page-cache.js";
import { RequestTemplate, type RequestFailure } from "./request.js";
import { cancelStream } from "./stream.js";
import { Source, wasmMemory } from "./wasm.js";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

export class Host {
  readyState: 0 | 1 | 2 = CONNECTING;

  readonly #target: EventTarget;
  readonly #template: RequestTemplate;
  readonly #init: EventSourceInit;
  /** Gone once closed; the getters then give what it said last. */
  #source: Source | undefined;
  #batches: Batches | undefined;
  /** Calls into the source that have not returned. */
  #running = 0;
  #lastEventId: string;
  #reconnectionTime = 3000;
  /** Events are being dispatched: `lastEventId` is that of the current one. */
  #dispatching = false;
  #lastError: EventSourceErrorEvent | undefined;
  #leavePageCache: (() => void) | undefined;
  /** Serialised origin of the final URL. */
  #origin = "";

  constructor(target: EventTarget, url: unknown, init: EventSourceInit) {
    this.#target = target;
    this.#template = new RequestTemplate(url, init);
    this.#lastEventId = init.lastEventId === undefined ? "" : String(init.lastEventId);
    this.#init = init;
    const memory = wasmMemory();
    if (init.signal?.aborted) {
      this.readyState = CLOSED;
      return;
    }
    const source = new Source(this, this.#lastEventId, this.#template.reconnect);
    this.#source = source;
    this.#batches = new Batches(memory, source.places(), () => source.repair());
    init.signal?.addEventListener("abort", this.#abort);
    // What is not to be repeated is better left to the browser: some let the stream go on in the cache.
    if (this.#template.reconnect) this.#leavePageCache = followPageCache(this);
    this.#run(() => source.start());
  }

  get url(): string {
    return this.#template.url.href;
  }

  get withCredentials(): boolean {
    return this.#template.withCredentials;
  }

  get lastEventId(): string {
    return this.#source && !this.#dispatching ? this.#source.lastEventId : this.#lastEventId;
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
    this.readyState = CLOSED;
    const source = this.#source;
    if (!source) return;
    this.#lastEventId = this.lastEventId;
    this.#reconnectionTime = this.reconnectionTime;
    this.#source = undefined;
    this.#init.signal?.removeEventListener("abort", this.#abort);
    this.#leavePageCache?.();
    source.close();
    if (this.#running === 0) source.free();
    cancelStream(this.#init);
  }

  readonly #abort = (): void => this.close();

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

  // ---- called by Rust ------------------------------------------------------------------------------

  readonly onRead = (result: ReadableStreamReadResult<Uint8Array>): void => this.#run((source) => source.onRead(result));
  readonly onReadError = (error: unknown): void => this.#run((source) => source.onReadError(error));
  readonly onTimer = (): void => this.#run((source) => source.onTimer());

  request(turn: number, number: number, lastEventId: string, signal: AbortSignal): void {
    void this.#send(turn, { number, lastEventId, lastError: this.#lastError, signal });
  }

  async #send(turn: number, attempt: Attempt): Promise<void> {
    // The constructor's caller has its turn first.
    await null;
    if (attempt.signal.aborted) return;
    let response: Response;
    try {
      response = await this.#template.send(attempt);
    } catch (failure) {
      const { reason, futile, error } = failure as RequestFailure;
      return this.#run((source) => source.onRequestFailure(turn, REASONS.indexOf(reason), futile, error));
    }
    let isAwaited = false;
    this.#run((source) => (isAwaited = source.onResponse(turn, response)));
    // A `fetch` that does not look at the signal answers all the same: nobody will read this body.
    if (!isAwaited) void this.cancel(response?.body);
  }

  async cancel(stream: { cancel?(): unknown } | null | undefined): Promise<void> {
    try {
      await stream?.cancel?.();
    } catch {
      // It has ended otherwise.
    }
  }

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection */
  announce(response: Response): ReadableStreamDefaultReader {
    const { body } = response;
    if (body === null || body === undefined) throw new TypeError("the response has no body");
    if (typeof body.getReader !== "function")
      throw new TypeError("the response's body is not a ReadableStream; give a `fetch` that follows the standard");
    const reader = body.getReader();
    this.#origin = new URL(response.url || this.url).origin;
    this.readyState = OPEN;
    this.#target.dispatchEvent(new Event("open"));
    return reader;
  }

  bytes(chunk: unknown): Uint8Array {
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    throw new TypeError(`the response's body gave a chunk that is not a Uint8Array (${typeof chunk})`);
  }

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage, for each event of a batch. */
  dispatch(): void {
    const batches = this.#batches!;
    const entries = batches.entries(batches.take());
    const { text } = batches;
    batches.forget();
    let start = 0;
    let type = "message";
    this.#dispatching = true;
    for (let at = 0; at < entries.length && this.readyState === OPEN; at += WIDTH) {
      const dataEnd = entries[at]!, typeEnd = entries[at + 1]!, idEnd = entries[at + 2]!, flags = entries[at + 3]!;
      if (!(flags & SAME_TYPE)) type = text.slice(dataEnd, typeEnd) || "message";
      if (!(flags & SAME_ID)) this.#lastEventId = text.slice(typeEnd, idEnd);
      const data = text.slice(start, dataEnd);
      start = idEnd;
      this.#target.dispatchEvent(new MessageEvent(type, { data, origin: this.#origin, lastEventId: this.#lastEventId }));
    }
    this.#dispatching = false;
  }

  failed(reason: number, delay: number, attempt: number, error: unknown, response: Response | undefined): void {
    const wasOpen = this.readyState === OPEN;
    if (delay < 0) this.close();
    else this.readyState = CONNECTING;
    const { url } = this;
    const { reconnect, withCredentials } = this.#template;
    this.#lastError = errorEvent({ reason, delay, attempt, error, response, url, wasOpen, withCredentials, reconnect });
    this.#target.dispatchEvent(this.#lastError);
  }
}
