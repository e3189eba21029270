/** The class's side of a connection: what Rust (`Host` in `src/wasm/source.rs`) calls, and what it leaves behind. */
import { Batches, Memory, SAME_ID, SAME_TYPE, WIDTH } from "./batch.js";
import { errorEvent, REASONS, type EventSourceErrorEvent, type FailureReason } from "./failure.js";
import type { Attempt, EventSourceInit } from "./init.js";
import { followPageCache } from "./page-cache.js";
import { messageEvent } from "./message-event.js";
import { RequestTemplate, type RequestFailure } from "./request.js";
import { cancelStream } from "./stream.js";
import { Source, wasmMemory } from "./wasm.js";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

export class Host {
  readyState: 0 | 1 | 2 = CONNECTING;

  readonly #target: EventTarget;
  readonly #types: ReadonlySet<string>;
  readonly #template: RequestTemplate;
  readonly #init: EventSourceInit;
  /** Gone once closed; the getters then give what it said last. */
  #source: Source | undefined;
  readonly #memory: Memory;
  #batches: Batches | undefined;
  /** Calls into the source that have not returned. */
  #running = 0;
  /** Of the request that is waited for or read; each one has its own. */
  #abort: AbortController | undefined;
  #reader: ReadableStreamDefaultReader | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the next error event is about. */
  #cause: { response?: Response; error?: unknown } = {};
  #lastEventId: string;
  #reconnectionTime = 3000;
  /** Events are being dispatched: `lastEventId` is that of the current one. */
  #dispatching = false;
  #lastError: EventSourceErrorEvent | undefined;
  #leavePageCache: (() => void) | undefined;
  /** Serialised origin of the final URL. */
  #origin = "";

  /** @param types those that somebody listens to */
  constructor(target: EventTarget, types: ReadonlySet<string>, url: unknown, init: EventSourceInit) {
    this.#target = target;
    this.#types = types;
    this.#template = new RequestTemplate(url, init);
    this.#lastEventId = init.lastEventId === undefined ? "" : String(init.lastEventId);
    this.#init = init;
    this.#memory = wasmMemory();
    if (init.signal?.aborted) {
      this.readyState = CLOSED;
      return;
    }
    const source = new Source(this, this.#memory.putText(this.#lastEventId), this.#template.reconnect);
    this.#source = source;
    this.#batches = new Batches(this.#memory, source);
    init.signal?.addEventListener("abort", this.#close);
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
    this.#init.signal?.removeEventListener("abort", this.#close);
    this.#leavePageCache?.();
    source.close();
    if (this.#running === 0) source.free();
    cancelStream(this.#init);
  }

  readonly #close = (): void => this.close();

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
    let type: string;
    try {
      type = response.headers.get("content-type") ?? "";
    } catch {
      return this.#fail("network", true, new TypeError("`fetch` gave something that is not a Response"));
    }
    this.#cause = { response };
    const length = this.#memory.putText(type);
    this.#run((source) => source.onResponse(response.status, length));
  }

  /** Reads to the end, with two closures for a connection: what is made per chunk costs more than the parsing. */
  #read(reader: ReadableStreamDefaultReader): void {
    const came = ({ done, value }: ReadableStreamReadResult<unknown>): void => {
      if (this.#reader !== reader) return;
      if (done) {
        // The request is over: nothing to abort, and `signal` listeners need not hear of it.
        this.#abort = this.#reader = undefined;
        return this.#fail("end", false);
      }
      const chunk = bytesOf(value);
      if (!chunk) return this.#fail("network", true, new TypeError(`the response's body gave a chunk that is not a Uint8Array (${typeof value})`));
      const length = this.#memory.put(chunk);
      this.#run((source) => source.onChunk(length));
      if (this.#reader === reader) next();
    };
    const broke = (error: unknown): void => {
      if (this.#reader === reader) this.#fail("network", false, error);
    };
    const next = (): void => {
      try {
        reader.read().then(came, broke);
      } catch (error) {
        broke(error);
      }
    };
    next();
  }

  // ---- called by Rust --------------------------------------------------------------------------------

  request(number: number, lastEventId: string): void {
    const abort = (this.#abort = new AbortController());
    void this.#send(abort, { number, lastEventId, lastError: this.#lastError, signal: abort.signal });
  }

  wait(delay: number): void {
    this.#timer = setTimeout(() => this.#run((source) => source.onTimer()), delay);
  }

  drop(): void {
    const abort = this.#abort;
    const reader = this.#reader;
    this.#abort = this.#reader = undefined;
    clearTimeout(this.#timer);
    abort?.abort();
    // A `fetch` of the user's own may not have looked at the signal.
    void cancel(reader);
  }

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection */
  announce(): void {
    const { response } = this.#cause;
    this.#cause = {};
    let reader: ReadableStreamDefaultReader;
    try {
      reader = readerOf(response!.body);
      this.#origin = new URL(response!.url || this.url).origin;
    } catch (error) {
      return this.#fail("network", true, error);
    }
    this.#reader = reader;
    this.readyState = OPEN;
    this.#target.dispatchEvent(new Event("open"));
    if (this.#reader === reader) this.#read(reader);
  }

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage, for each event of a batch. */
  dispatch(): void {
    const batches = this.#batches!;
    const count = batches.begin();
    if (!batches.mayHave(this.#types, count)) return;
    batches.decode();
    const length = count * WIDTH;
    const entries = batches.borrow(count);
    const { text } = batches;
    batches.forget();
    let start = 0;
    let type = "message";
    this.#dispatching = true;
    for (let at = 0; at < length && this.readyState === OPEN; at += WIDTH) {
      const dataEnd = entries[at]!, typeEnd = entries[at + 1]!, idEnd = entries[at + 2]!, flags = entries[at + 3]!;
      if (!(flags & SAME_TYPE)) type = text.slice(dataEnd, typeEnd) || "message";
      if (!(flags & SAME_ID)) this.#lastEventId = text.slice(typeEnd, idEnd);
      const dataStart = start;
      start = idEnd;
      if (this.#types.has(type))
        this.#target.dispatchEvent(messageEvent(type, text.slice(dataStart, dataEnd), this.#origin, this.#lastEventId));
    }
    this.#dispatching = false;
    batches.giveBack(entries);
  }

  failed(reason: number, delay: number, attempt: number): void {
    const wasOpen = this.readyState === OPEN;
    if (delay < 0) this.close();
    else this.readyState = CONNECTING;
    const { url } = this;
    const { reconnect, withCredentials } = this.#template;
    const { error, response } = this.#cause;
    this.#cause = {};
    this.#lastError = errorEvent({ reason, delay, attempt, error, response, url, wasOpen, withCredentials, reconnect });
    this.#target.dispatchEvent(this.#lastError);
  }
}

function readerOf(body: ReadableStream | null | undefined): ReadableStreamDefaultReader {
  if (body === null || body === undefined) throw new TypeError("the response has no body");
  if (typeof body.getReader !== "function")
    throw new TypeError("the response's body is not a ReadableStream; give a `fetch` that follows the standard");
  return body.getReader();
}

function bytesOf(chunk: unknown): Uint8Array | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  return ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : undefined;
}

/** Cancels what may be no stream at all, and does not care what comes of it. */
async function cancel(stream: { cancel?(): unknown } | null | undefined): Promise<void> {
  try {
    await stream?.cancel?.();
  } catch {
    // It has ended otherwise.
  }
}
