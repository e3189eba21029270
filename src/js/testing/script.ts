/** What the server answers, and what it has seen: the part without I/O. A front brings requests and carries out the answers. */
import type { TestConnectionOptions, TestRequest, TestResponse } from "./api.js";
import { Connection, type Line } from "./connection.js";
import { shown } from "./event-text.js";
import { after, areTimersFake, turn } from "./turn.js";

/** What a front does with a request. */
export type Answer =
  | { readonly kind: "refuse" | "stall" }
  | { readonly kind: "respond"; readonly status: number; readonly headers: Headers; readonly body: string | Uint8Array }
  | { readonly kind: "connect"; readonly headers: Headers };

const CONNECT = "a connection";
/** For people: what became of a request. */
const outcome = (answer: Answer): string => ({ refuse: "refused", stall: "never answered", respond: `answered with ${"status" in answer && answer.status}`, connect: CONNECT })[answer.kind];

export class Script {
  readonly requests_: TestRequest[] = [];
  readonly #timeout: number;
  readonly #answers: Answer[] = [];
  readonly #outcomes: string[] = [];
  /** Connections that the test has not asked for yet. */
  readonly #arrived: Connection[] = [];
  readonly #waiting = new Set<{ where: (request: TestRequest) => boolean; take: (connection: Connection) => void; fail: (error: unknown) => void }>();
  /** What is under way, and ends with the server. */
  readonly #endings = new Set<() => void>();
  isClosed_ = false;

  constructor(timeout = 4000) {
    this.#timeout = checkedTimeout(timeout);
  }

  /** Plans the answer to the next request that has none. */
  plan_(kind: "refuse" | "stall"): void {
    this.#answers.push({ kind });
  }

  /** The same for an answer of the test's own. @throws what is wrong with it, here where it stands */
  respond_({ status = 200, headers: given, body }: TestResponse): void {
    if (!(Number.isInteger(status) && status >= 200 && status <= 599)) throw new RangeError(`respond(): status must be a whole number from 200 to 599, not ${shown(status)}.`);
    if (body !== undefined && typeof body !== "string" && !ArrayBuffer.isView(body)) throw new TypeError(`respond(): body must be a string or a Uint8Array, not ${shown(body)}.`);
    const headers = new Headers(given);
    if (!headers.has("content-type") && !hasNoBody(status)) headers.set("content-type", status === 200 ? "text/event-stream" : "text/plain");
    this.#answers.push(status === 200 && body === undefined ? { kind: "connect", headers } : { kind: "respond", status, headers, body: typeof body === "string" ? body : new Uint8Array(body ?? []) });
  }

  /** Takes note of a request, and says what to do with it. */
  answer_(request: TestRequest): Answer {
    const answer = this.#answers.shift() ?? { kind: "connect", headers: new Headers({ "content-type": "text/event-stream", "cache-control": "no-store" }) };
    this.requests_.push(request);
    this.#outcomes.push(outcome(answer));
    return answer;
  }

  /** A front has opened a connection; it tells it when the client has gone. */
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
        // The test's own function is at fault, not the client.
        fail(error);
      }
    this.#arrived.push(connection);
    return connection;
  }

  async connection_({ timeout = this.#timeout, where = () => true }: TestConnectionOptions = {}): Promise<Connection> {
    checkedTimeout(timeout);
    const at = this.#arrived.findIndex(({ request }) => where(request));
    const connection = at < 0 ? await this.#next(timeout, where) : this.#arrived.splice(at, 1)[0]!;
    // The client has its response by then.
    await turn();
    return connection;
  }

  /** Calls `end` when the server is closed. Returns a function that takes that back. */
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

  /** For the error of a wait: what came instead. */
  #seen(): string {
    const requests = this.requests_.map(({ method, url }, i) => `${method} ${url} (${this.#outcomes[i]})`);
    const sentences = [requests.length === 0 ? "There was no request." : `The requests so far: ${requests.join("; ")}.`];
    if (this.#outcomes.includes(CONNECT)) sentences.push(this.#arrived.length > 0 ? "Those that wait are not what `where` asks for." : "Each connection was taken already.");
    if (areTimersFake()) sentences.push("The timers are fake: a client that waits to reconnect does so until the test advances them.");
    return sentences.join(" ");
  }
}

/** Responses that the standard gives no body. */
export const hasNoBody = (status: number): boolean => status === 204 || status === 205 || status === 304;

function checkedTimeout(timeout: unknown): number {
  if (typeof timeout !== "number" || !(timeout >= 0)) throw new TypeError(`timeout must be a number of ms, or Infinity, not ${shown(timeout)}.`);
  return timeout;
}
