/** The server without its I/O: its planned answers, and the requests it received. `fetch.ts` and `port.ts` pass in requests and send the answers. */
import type { TestConnectionOptions, TestRequest, TestResponse } from "./api.js";
import { Connection, type Line } from "./connection.js";
import { show } from "./event-text.js";
import { after, areTimersFake, turn } from "./turn.js";

/** What to do with a request. */
export type Answer =
  | { readonly kind: "refuse" | "stall" }
  | { readonly kind: "respond"; readonly status: number; readonly headers: Headers; readonly body: string | Uint8Array }
  | { readonly kind: "connect"; readonly headers: Headers };

const CONNECT = "a connection";
/** Describes what happened to a request, for error messages. */
const outcome = (answer: Answer): string => ({ refuse: "refused", stall: "never answered", respond: `answered with ${"status" in answer && answer.status}`, connect: CONNECT })[answer.kind];

export class Script {
  readonly requests_: TestRequest[] = [];
  readonly #timeout: number;
  readonly #answers: Answer[] = [];
  readonly #outcomes: string[] = [];
  /** Connections that the test has not taken yet. */
  readonly #arrived: Connection[] = [];
  readonly #waiting = new Set<{ where: (request: TestRequest) => boolean; take: (connection: Connection) => void; fail: (error: unknown) => void }>();
  /** What to call when the server is closed. */
  readonly #endings = new Set<() => void>();
  isClosed_ = false;

  constructor(timeout = 4000) {
    this.#timeout = checkedTimeout(timeout);
  }

  /** Plans an answer to the next request. */
  plan_(kind: "refuse" | "stall"): void {
    this.#answers.push({ kind });
  }

  /** Plans a response. Checks it now, so that an error points to the test's own line. @throws {RangeError | TypeError} if it is invalid */
  respond_({ status = 200, headers: given, body }: TestResponse): void {
    if (!(Number.isInteger(status) && status >= 200 && status <= 599)) throw new RangeError(`respond(): status must be a whole number from 200 to 599, not ${show(status)}.`);
    if (body !== undefined && typeof body !== "string" && !ArrayBuffer.isView(body)) throw new TypeError(`respond(): body must be a string or a Uint8Array, not ${show(body)}.`);
    const headers = new Headers(given);
    if (!headers.has("content-type") && !hasNoBody(status)) headers.set("content-type", status === 200 ? "text/event-stream" : "text/plain");
    this.#answers.push(status === 200 && body === undefined ? { kind: "connect", headers } : { kind: "respond", status, headers, body: typeof body === "string" ? body : new Uint8Array(body ?? []) });
  }

  /** Records a request, and returns what to do with it. */
  answer_(request: TestRequest): Answer {
    const answer = this.#answers.shift() ?? { kind: "connect", headers: new Headers({ "content-type": "text/event-stream", "cache-control": "no-store" }) };
    this.requests_.push(request);
    this.#outcomes.push(outcome(answer));
    return answer;
  }

  /** Creates a connection. The caller must call its `gone_` when the client leaves. */
  connect_(request: TestRequest, line: Line): Connection {
    const connection = new Connection(request, line);
    const forget = this.atClose_(() => connection.dropped_("went with server.close()"));
    void connection.closed.then(forget);
    for (const { where, take, fail } of this.#waiting)
      try {
        if (!where(request)) continue;
        take(connection);
        return connection;
      } catch (error) {
        // The test's own `where` has thrown, so fail its wait, not the client.
        fail(error);
      }
    this.#arrived.push(connection);
    return connection;
  }

  async connection_({ timeout = this.#timeout, where = () => true }: TestConnectionOptions = {}): Promise<Connection> {
    checkedTimeout(timeout);
    const at = this.#arrived.findIndex(({ request }) => where(request));
    const connection = at < 0 ? await this.#next(timeout, where) : this.#arrived.splice(at, 1)[0]!;
    // Let the client receive its response first.
    await turn();
    return connection;
  }

  /** Calls `end` when the server is closed. Returns a function that cancels this. */
  atClose_(end: () => void): () => void {
    this.#endings.add(end);
    return () => this.#endings.delete(end);
  }

  close_(): void {
    this.isClosed_ = true;
    for (const { fail } of [...this.#waiting]) fail(new Error(`connection(): the server was closed before one came. ${this.#seen()}`));
    for (const end of [...this.#endings]) end();
    this.#endings.clear();
  }

  #next(timeout: number, where: (request: TestRequest) => boolean): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        cancel();
        this.#waiting.delete(waiting);
        settle();
      };
      const fail = (error: unknown): void => finish(() => reject(error));
      const waiting = { where, take: (connection: Connection) => finish(() => resolve(connection)), fail };
      this.#waiting.add(waiting);
      const cancel = after(timeout, () => fail(new Error(`connection(): none came within ${timeout} ms. ${this.#seen()}`)));
      if (this.isClosed_) fail(new Error(`connection(): the server is closed. ${this.#seen()}`));
    });
  }

  /** Describes the requests so far, for the error of a wait. */
  #seen(): string {
    const requests = this.requests_.map(({ method, url }, i) => `${method} ${url} (${this.#outcomes[i]})`);
    const sentences = [requests.length === 0 ? "There was no request." : `The requests so far: ${requests.join("; ")}.`];
    if (this.#outcomes.includes(CONNECT)) sentences.push(this.#arrived.length > 0 ? "Those that wait are not what `where` asks for." : "Each connection was taken already.");
    if (areTimersFake()) sentences.push("The timers are fake: a client that waits to reconnect does so until the test advances them.");
    return sentences.join(" ");
  }
}

/** Returns whether a response with this status has no body. */
export const hasNoBody = (status: number): boolean => status === 204 || status === 205 || status === 304;

function checkedTimeout(timeout: unknown): number {
  if (typeof timeout !== "number" || !(timeout >= 0)) throw new TypeError(`timeout must be a number of ms, or Infinity, not ${show(timeout)}.`);
  return timeout;
}
