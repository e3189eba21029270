/** The class's side of a connection: what Rust (`src/wasm/bindings.rs`, `Host`) calls, and what it leaves behind. */
import { errorEvent, type EventSourceErrorEvent } from "./failure.js";
import type { EventSourceInit } from "./init.js";
import { followPageCache } from "./page-cache.js";
import { RequestTemplate, type Prepared } from "./request.js";
import { cancelStream } from "./stream.js";
import { Source, wasm } from "./wasm.js";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Numbers per event in a batch's table, and its flags: see `src/wasm/table.rs`. */
const WIDTH = 4;
const SAME_TYPE = 1;
const SAME_ID = 2;

/** The batch's text may start with U+FEFF, which is data there. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Host {
  readyState: 0 | 1 | 2 = CONNECTING;

  readonly #target: EventTarget;
  readonly #template: RequestTemplate;
  readonly #init: EventSourceInit;
  /** Gone once closed; the getters then give what it said last. */
  #source: Source | undefined;
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
    wasm();
    if (init.signal?.aborted) {
      this.readyState = CLOSED;
      return;
    }
    this.#source = new Source(this, this.#lastEventId, this.#template.reconnect);
    init.signal?.addEventListener("abort", this.#abort);
    // What is not to be repeated is better left to the browser: some let the stream go on in the cache.
    if (this.#template.reconnect) this.#leavePageCache = followPageCache(this);
    this.#source.start();
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
    this.#source?.reset();
  }

  suspend(): void {
    this.readyState = CONNECTING;
    this.#source?.suspend();
  }

  resume(): void {
    this.#source?.resume();
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
    source.free();
    cancelStream(this.#init);
  }

  readonly #abort = (): void => this.close();

  // ---- called by Rust ------------------------------------------------------------------------------

  request(number: number, lastEventId: string, signal: AbortSignal): Promise<Prepared> {
    return this.#template.prepare({ number, lastEventId, lastError: this.#lastError, signal });
  }

  /** Whether it was CORS that made `fetch` reject, not the network. */
  refusedByCors(signal: AbortSignal): Promise<boolean> {
    return this.#template.refusedByCors(signal);
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
  dispatch(textAt: number, textLength: number, tableAt: number, events: number): void {
    const { buffer } = wasm().memory;
    // Both are copied out before a listener runs: it may make the memory grow.
    const text = decoder.decode(new Uint8Array(buffer, textAt, textLength));
    const table = new Uint32Array(buffer, tableAt, events * WIDTH).slice();
    let start = 0;
    let type = "message";
    this.#dispatching = true;
    for (let at = 0; at < table.length && this.readyState === OPEN; at += WIDTH) {
      const dataEnd = table[at]!, typeEnd = table[at + 1]!, idEnd = table[at + 2]!, flags = table[at + 3]!;
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
