/** `eventsource-wasm/sse`: what `sse.js` exports. */
import { EventSource as Core } from "../entries/exports.js";
import { Listeners } from "./listeners.js";

type Init = import("../entries/exports.js").EventSourceInit;

export type SSEHeaders = { [name: string]: string };
export type SSEPayload = Blob | ArrayBuffer | DataView | FormData | URLSearchParams | string | null;

/** What `sse.js` takes, and what the class here takes. */
export interface SSEOptions extends Omit<Init, "body" | "cursor" | "headers" | "lastEventId" | "method" | "onresponse" | "reconnect" | "reconnectionTime" | "signal"> {
  /** Also in `source.headers`, which `stream()` reads; a function is called for each request. */
  headers?: SSEHeaders | Extract<Init["headers"], Function>;
  /** The request's body, which makes it a POST unless there is `method`. */
  payload?: SSEPayload;
  method?: string;
  /** Sends the request at once. Default: `true`. */
  start?: boolean;
  /** Logs each event. */
  debug?: boolean;
  /** Repeats the request, whatever its method, whenever it has failed or ended. Default: `false`. */
  autoReconnect?: boolean;
  /** Ms before that, unless the server sends `retry`. Default: 3000. */
  reconnectDelay?: number;
  /** How many of those may fail in a row. Default: `null`, any number. */
  maxRetries?: number | null;
  /** Sends `Last-Event-ID`. Default: `true`. */
  useLastEventId?: boolean;
}

export interface SSEvent extends Event {
  /** The last event ID; `null` if the server never sent one. */
  id: string;
  /** Of a refused request's `error`: the beginning of the response's body. */
  data: any;
  source?: SSE;
  /** Of `open` and `error`: the HTTP status; 0 if there was no response, or it broke off. */
  responseCode?: number;
  lastEventId?: string;
  /** Of `open`: the values by the name in lower case. */
  headers?: Record<string, string[]>;
  /** Of `error`: what happened, and what to do. */
  message?: string;
  /** Of `error`: the exception behind it, where there is one. */
  error?: unknown;
}
export interface ReadyStateEvent extends SSEvent {
  readyState: number;
}

/** What finishes an event that the server has not finished. */
const END = /* @__PURE__ */ new Uint8Array([10, 10]);

export class SSE extends Listeners {
  static readonly INITIALIZING = -1;
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly INITIALIZING = -1;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;

  // Read when a request is sent.
  declare url: string;
  declare headers: SSEHeaders;
  declare payload: SSEPayload;
  declare method: string;
  declare withCredentials: boolean;
  declare autoReconnect: boolean;
  declare reconnectDelay: number;
  declare maxRetries: number | null;
  declare useLastEventId: boolean;
  /** Failures in a row. */
  retryCount = 0;
  reconnectTimer: ReturnType<typeof setTimeout> | null = null;
  readyState = -1;
  lastEventId = "";
  declare onopen: (event: SSEvent) => void;
  declare onmessage: (event: SSEvent) => void;
  declare onerror: (event: SSEvent) => void;
  declare onabort: (event: SSEvent) => void;
  declare onreadystatechange: (event: ReadyStateEvent) => void;

  readonly #init: Init;
  /** While there is a request, and while its end is told. */
  #source: Core | undefined;

  constructor(url: string, options?: SSEOptions) {
    super();
    const {
      headers, payload = "", method, withCredentials, start = true, debug, autoReconnect = false, reconnectDelay = 3000, maxRetries = null, useLastEventId = true,
      // Whoever aborts it would be told nothing: there is `close()`.
      signal: _, ...rest
    }: SSEOptions & { signal?: unknown } = options ?? {};
    Object.assign(this, {
      url, headers: headers || {}, payload, method: method || (payload ? "POST" : "GET"), withCredentials: !!withCredentials, debug: !!debug,
      autoReconnect, reconnectDelay, maxRetries, useLastEventId,
    });
    this.#init = rest;
    if (start) this.stream();
  }

  /** Sends the request, unless there is one. */
  stream(): void {
    if (this.#source) return;
    this.#stopWaiting();
    this.#become(this.CONNECTING);
    const { headers: given, payload, method, lastEventId } = this;
    const source = (this.#source = new Core(this.url, {
      ...this.#init,
      method,
      body: /^(GET|HEAD)$/i.test(method) ? null : ((payload || null) as NonNullable<RequestInit["body"]> | null),
      withCredentials: this.withCredentials,
      lastEventId: this.useLastEventId ? lastEventId : "",
      reconnectionTime: this.reconnectDelay,
      // Lets the class replace what a page in the background has lost; the delays are told here.
      reconnect: this.autoReconnect && { decide: () => false },
      headers: async (attempt) => {
        const headers = new Headers(typeof given === "function" ? await (given as Extract<Init["headers"], Function>)(attempt) : given);
        // As XMLHttpRequest has it: some servers refuse what asks for an event stream only.
        if (!headers.has("accept")) headers.set("accept", "*/*");
        return headers;
      },
      fetch: (url, request) => this.#fetch(url, request as RequestInit & { signal: AbortSignal }),
      // Sees every event, of any type.
      cursor: (event) => {
        const { type, data, lastEventId } = event as MessageEvent<string>;
        this.lastEventId = lastEventId;
        learnDelay();
        this.#tell(type, { id: lastEventId || null, data, lastEventId });
        return this.useLastEventId ? undefined : "";
      },
    }));
    let delay = source.reconnectionTime;
    /** What the server has sent as `retry`. */
    const learnDelay = (): void => {
      if (source.reconnectionTime !== delay) this.reconnectDelay = delay = source.reconnectionTime;
    };
    source.onerror = ({ reason, status, body: data = "", message, error }) => {
      // An event of that name, from the server.
      if (!reason) return;
      learnDelay();
      if (reason !== "end") this.#tell("error", { responseCode: reason === "status" ? status : 0, data, message, error });
      this.#end();
    };
  }

  /** Ends the request, and any waiting for another. */
  close(): void {
    this.#stopWaiting();
    this.autoReconnect = false;
    const source = this.#source;
    // In a handler for its end there is nothing to abort.
    if (!source || source.readyState === Core.CLOSED) return;
    source.close();
    this.#tell("abort");
    this.#end();
  }

  #tell(type: string, fields: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), fields));
  }

  #become(readyState: number): void {
    this.readyState = readyState;
    this.#tell("readystatechange", { readyState });
  }

  #end(): void {
    // Also an ID that came without an event.
    if (this.useLastEventId) this.lastEventId = this.#source!.lastEventId;
    this.#source = undefined;
    this.#become(this.CLOSED);
    // A listener may have called `stream()`.
    if (!this.autoReconnect || this.#source) return;
    if (this.maxRetries !== null && this.retryCount >= this.maxRetries) this.autoReconnect = false;
    else
      this.reconnectTimer = setTimeout(() => {
        this.retryCount++;
        this.stream();
      }, Math.min(this.reconnectDelay, 2 ** 31 - 1));
  }

  #stopWaiting(): void {
    clearTimeout(this.reconnectTimer ?? undefined);
    this.reconnectTimer = null;
  }

  /** Takes any type and any status of success. */
  async #fetch(url: string, request: RequestInit & { signal: AbortSignal }): Promise<Response> {
    // A connection that the class replaces.
    if (this.readyState !== this.CONNECTING) this.#become(this.CONNECTING);
    const response = await ((this.#init.fetch as typeof fetch | undefined) ?? fetch)(url, request);
    const { status, ok, body, headers } = response;
    // A redirect that the class follows.
    if (request.redirect === "manual" && (status === 0 || (status > 300 && status < 400))) return response;
    if (!request.signal.aborted) this.#tell("open", { responseCode: status, headers: Object.fromEntries([...headers].map(([name, value]) => [name, [value]])) });
    if (!request.signal.aborted) this.#become(this.OPEN);
    if (!ok) return response;
    const reader = body?.getReader();
    let isFinished = false;
    const read = async (): Promise<unknown> => {
      const part = (await reader?.read()) ?? { done: true };
      this.retryCount = 0;
      if (!part.done || isFinished) return part;
      isFinished = true;
      return { value: END };
    };
    return { body: { getReader: () => ({ read, cancel: () => reader?.cancel() }) }, url: response.url, status: 200, headers: new Headers({ "content-type": "text/event-stream" }) } as unknown as Response;
  }
}
