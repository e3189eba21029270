/** What `eventsource-wasm/testing` gives: a server that a test drives by hand. */

/** A request that the server has seen. */
export interface TestRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Headers;
  /** As text; `""` without one. */
  readonly body: string;
  /** The header `Last-Event-ID`, decoded; `""` without one. */
  readonly lastEventId: string;
}

/** An event, by the standard's names. Without `data`, an `id` or `retry` still has its effect, and no event is dispatched. */
export interface TestEvent {
  /** Default: none, which makes it a `message`. */
  type?: string | undefined;
  /** Each of its lines becomes a `data` field. */
  data?: string | undefined;
  id?: string | undefined;
  /** The reconnection time, in ms. */
  retry?: number | undefined;
}

/** What {@link TestServer.respond} answers with. */
export interface TestResponse {
  /** From 200 to 599. Default: 200. */
  status?: number | undefined;
  /** Default: a `Content-Type` of `text/event-stream` with the status 200, else of `text/plain`. */
  headers?: ConstructorParameters<typeof Headers>[0];
  /** The whole body. A 200 without one is a connection like any other, with these headers. */
  body?: string | Uint8Array | undefined;
}

/** What {@link TestServer.connection} waits for. */
export interface TestConnectionOptions {
  /** Ms of real time, also under fake timers. Default: that of the server. */
  timeout?: number | undefined;
  /** Which connection is meant, where there are several sources. Default: any. */
  where?: ((request: TestRequest) => boolean) | undefined;
}

/**
 * A response whose body the test writes. Its methods throw once the connection is over. Their promises resolve when clients of
 * `server.fetch` have had their turn, that is, their listeners have run; over a real port, when the bytes are on their way.
 */
export interface TestConnection {
  /** What the client asked for. */
  readonly request: TestRequest;
  /** Neither side has ended it. */
  readonly isOpen: boolean;
  /** Resolves with who ended it, once it is over. */
  readonly closed: Promise<"client" | "server">;
  /** Sends one event. @throws {TypeError} for what cannot be in an event stream, such as a `type` with a newline */
  send(event: TestEvent): Promise<void>;
  /** Sends a comment, as heartbeats are. */
  comment(text?: string): Promise<void>;
  /** Sends bytes as they are, as one chunk: half an event, or what is wrong. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** Ends the response, as a server that is done. */
  end(): Promise<void>;
  /** Breaks the connection: a network error in the midst of the body. */
  drop(): Promise<void>;
  /** From now on nothing comes through, as behind a proxy that buffers: what is sent is held back until {@link resume}. */
  stall(): void;
  /** Lets through what {@link stall} has held back. */
  resume(): Promise<void>;
}

export interface TestServerOptions {
  /** Ms that `connection()` waits by default. Default: 4000, below the limit that Vitest and Jest have for a test. */
  timeout?: number | undefined;
}

/** Answers each request with a connection, unless {@link respond}, {@link refuse} or {@link stall} has said otherwise; in order. */
export interface TestServer {
  /** For the `fetch` option, or in the place of the global one: no network. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** What was asked, the oldest first. A request counts when its body is here; CORS preflights do not count. */
  readonly requests: readonly TestRequest[];
  /**
   * Listens on 127.0.0.1, in Node, Deno and Bun; any origin may connect.
   * @param port default: any that is free
   * @returns the URL, without a slash at its end
   */
  listen(port?: number): Promise<string>;
  /** The next connection, in order; those that came before the call are not lost. @throws {Error} if none comes in time */
  connection(options?: TestConnectionOptions): Promise<TestConnection>;
  /** Answers the next request so. */
  respond(response: TestResponse): void;
  /** Fails the next request with a network error. */
  refuse(): void;
  /** Never answers the next request, which the client has to give up. */
  stall(): void;
  /** Breaks all connections and closes the port. Later requests fail. */
  close(): Promise<void>;
  /** `close()`, at the end of an `await using` block. Where the runtime has `Symbol.asyncDispose`. */
  [Symbol.asyncDispose](): Promise<void>;
}
