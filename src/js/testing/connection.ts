/** The test's side of a connection. */
import type { TestConnection, TestEvent, TestRequest } from "./api.js";
import { commentText, eventText, show } from "./event-text.js";
import { turn } from "./turn.js";

/** The client's side of a connection. */
export interface Line {
  /** Sends bytes. Resolves when they are on their way. */
  write_(bytes: Uint8Array): void | Promise<void>;
  end_(): void;
  drop_(): void;
}

const encoder = new TextEncoder();

export class Connection implements TestConnection {
  readonly request: TestRequest;
  readonly closed: Promise<"client" | "server">;
  readonly #line: Line;
  #settle!: (who: "client" | "server") => void;
  /** How the connection ended, for the error of a method called after that. */
  #end: string | undefined;
  /** Whether the client is gone, so that nothing held back can be delivered any more. */
  #isGone = false;
  /** What {@link stall} holds back; `undefined` if nothing is held back. */
  #held: (() => void | Promise<void>)[] | undefined;

  constructor(request: TestRequest, line: Line) {
    this.request = request;
    this.#line = line;
    this.closed = new Promise((resolve) => (this.#settle = resolve));
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  send(event: TestEvent): Promise<void> {
    return this.#write("send", eventText(event));
  }

  comment(text = ""): Promise<void> {
    return this.#write("comment", commentText(text));
  }

  write(bytes: string | Uint8Array): Promise<void> {
    if (typeof bytes !== "string" && !ArrayBuffer.isView(bytes)) throw new TypeError(`write() takes a string or a Uint8Array, not ${show(bytes)}.`);
    return this.#write("write", bytes);
  }

  end(): Promise<void> {
    this.#check("end");
    this.#end = "was ended by end()";
    return this.#pass(() => {
      this.#line.end_();
      this.#settle("server");
    });
  }

  drop(): Promise<void> {
    this.#check("drop");
    this.dropped_("was broken by drop()");
    return turn();
  }

  stall(): void {
    this.#check("stall");
    this.#held ??= [];
  }

  async resume(): Promise<void> {
    const held = this.#held ?? [];
    // Anything sent meanwhile is queued after it.
    for (let pass; (pass = held.shift()); ) if (!this.#isGone) await pass();
    if (this.#held === held) this.#held = undefined;
    await turn();
  }

  /** Called when the client has left, or has received the end. */
  gone_(): void {
    this.#over("client", "was closed by the client");
  }

  /** Breaks the connection. Anything held back is lost. */
  dropped_(how: string): void {
    this.#over("server", how);
    this.#line.drop_();
  }

  #over(who: "client" | "server", how: string): void {
    this.#isGone = true;
    this.#end ??= how;
    this.#settle(who);
  }

  #check(method: string): void {
    const { method: verb, url } = this.request;
    if (this.#end) throw new Error(`${method}(): the connection (${verb} ${url}) ${this.#end}.`);
  }

  #write(method: string, text: string | Uint8Array): Promise<void> {
    this.#check(method);
    // Copied, because the caller may reuse the array.
    const bytes = typeof text === "string" ? encoder.encode(text) : new Uint8Array(text.buffer, text.byteOffset, text.byteLength).slice();
    return this.#pass(() => this.#line.write_(bytes));
  }

  async #pass(action: () => void | Promise<void>): Promise<void> {
    if (this.#held) this.#held.push(action);
    else await action();
    await turn();
  }
}
