/** The public types of `eventsource-wasm/testing`: a server that a test drives by hand. */

/** A request that the server has received. */
export interface TestRequest {
  readonly method: string;
  /** The absolute URL. */
  readonly url: string;
  readonly headers: Headers;
  /** The body as text; `""` if there is none. */
  readonly body: string;
  /** The header `Last-Event-ID`, decoded; `""` if there is none. */
  readonly lastEventId: string;
}

/** An event to send, by the standard's names. Without `data` no event is dispatched, but an `id` or `retry` still has its effect. */
export interface TestEvent {
  /** The event type. Default: none, which makes it a `message`. */
  type?: string | undefined;
  /** The data. Each line becomes a `data` field. */
  data?: string | undefined;
  id?: string | undefined;
  /** The reconnection time, in milliseconds. */
  retry?: number | undefined;
}

/** A response for {@link TestServer.respond}. */
export interface TestResponse {
  /** The status, from 200 to 599. Default: 200. */
  status?: number | undefined;
  /** Default: the `Content-Type` `text/event-stream` with status 200, otherwise `text/plain`. */
  headers?: ConstructorParameters<typeof Headers>[0];
  /** The whole body. A 200 without a body becomes a connection like any other, with these headers. */
  body?: string | Uint8Array | undefined;
}

/** The options of {@link TestServer.connection}. */
export interface TestConnectionOptions {
  /** How long to wait, in milliseconds of real time, even under fake timers. Default: the server's `timeout`. */
  timeout?: number | undefined;
  /** Selects the connection, if there are several sources. Default: any connection. */
  where?: ((request: TestRequest) => boolean) | undefined;
}

/**
 * A response whose body the test writes. Its methods throw once the connection has ended. Their promises resolve when the listeners of
 * `server.fetch`'s clients have run; over a real port, when the bytes are on their way.
 */
export interface TestConnection {
  /** The client's request. */
  readonly request: TestRequest;
  /** Whether neither side has ended the connection. */
  readonly isOpen: boolean;
  /** Resolves when the connection ends, with the side that ended it. */
  readonly closed: Promise<"client" | "server">;
  /** Sends an event. @throws {TypeError} if an event stream cannot express it, such as a `type` with a newline */
  send(event: TestEvent): Promise<void>;
  /** Sends a comment, such as a heartbeat. */
  comment(text?: string): Promise<void>;
  /** Sends bytes as they are, in one chunk: half an event, for example, or an invalid line. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** Ends the response, like a server that has finished. */
  end(): Promise<void>;
  /** Breaks the connection: the client sees a network error in the middle of the body. */
  drop(): Promise<void>;
  /** Holds back everything that is sent, like a buffering proxy, until {@link resume}. */
  stall(): void;
  /** Delivers everything that {@link stall} has held back. */
  resume(): Promise<void>;
}

export interface TestServerOptions {
  /** How long `connection()` waits, in milliseconds. Default: 4000, which is below the limit of Vitest and Jest for a test. */
  timeout?: number | undefined;
}

/**
 * A server that answers each request with a connection, which the test takes by {@link connection}. {@link respond}, {@link refuse} and
 * {@link stall} plan other answers; they apply to the next requests, in order.
 */
export interface TestServer {
  /** A `fetch` that reaches this server without a network. Use it as the `fetch` option, or in place of the global one. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The requests so far, the oldest first. A request is added when its body is complete; CORS preflights are left out. */
  readonly requests: readonly TestRequest[];
  /**
   * Listens on 127.0.0.1, in Node, Deno and Bun. Any origin may connect.
   * @param port default: any free port
   * @returns the URL, without a slash at the end
   */
  listen(port?: number): Promise<string>;
  /** Returns the next connection, in order, including those made before the call. @throws {Error} if there is none in time */
  connection(options?: TestConnectionOptions): Promise<TestConnection>;
  /** Answers the next request with this response. */
  respond(response: TestResponse): void;
  /** Fails the next request with a network error. */
  refuse(): void;
  /** Never answers the next request; the client must give up. */
  stall(): void;
  /** Breaks all connections, and closes the port. Later requests fail. */
  close(): Promise<void>;
  /** Closes the server at the end of an `await using` block. Exists only if the runtime has `Symbol.asyncDispose`. */
  [Symbol.asyncDispose](): Promise<void>;
}
