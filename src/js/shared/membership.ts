/** What a realm's users of one stream have in common: the member that they are, and its I/O. */
import { EventSource } from "../entries/exports.js";
import type { EventSourceInit, EventSourceUrl } from "../options/init.js";
import { Do, Input, type Action } from "./actions.js";
import { Channel } from "./channel.js";
import { hashOf, printOf } from "./key.js";
import { Lock } from "./lock.js";
import { Member } from "./member.js";
import { Kind, VERSION, type Entry, type Head, type State } from "./protocol.js";

/** Ms that a stream without users is kept: a component may be mounted again. */
const SETTLE = 200;

export interface User {
  deliver_(entry: Entry): void;
  /** The stream is over. */
  ended_(): void;
}

type Init = Omit<EventSourceInit, "signal">;

const memberships = new Map<string, Membership>();

/** By a clock that nobody sets. */
const now = (): number => performance.timeOrigin + performance.now();

export class Membership {
  state_: State;
  /** Of the response, for users that come later. */
  head_: Head | undefined;
  readonly #key: string;
  readonly #url: EventSourceUrl;
  readonly #init: Init;
  readonly #print: string;
  readonly #users = new Set<User>();
  readonly #listening = new AbortController();
  #member: Member | undefined;
  #channel: Channel | undefined;
  #lock: Lock | undefined;
  #source: EventSource | undefined;
  readonly #actions: Action[] = [];
  #isActing = false;
  #wakeAt = Infinity;
  #timer: unknown;
  #settling: unknown;
  #hiding: unknown;

  /** The one with the key. @param plain a source of these arguments, closed */
  static of_(key: string, url: EventSourceUrl, init: Init, plain: EventSource): Membership {
    const print = printOf(url, plain.url, init);
    let membership = memberships.get(key);
    if (!membership) memberships.set(key, (membership = new Membership(key, url, init, print, plain)));
    else if (membership.#print !== print) membership.#warn();
    return membership;
  }

  private constructor(key: string, url: EventSourceUrl, init: Init, print: string, { reconnectionTime, lastEventId, url: href }: EventSource) {
    this.#key = key;
    this.#url = url;
    this.#init = init;
    this.#print = print;
    this.state_ = [0, reconnectionTime, lastEventId, href];
    // Where that is unknown, there is no origin in whose name others could meet.
    if (globalThis.isSecureContext === undefined) this.#start(true);
    else void this.#meet();
  }

  join_(user: User): void {
    clearTimeout(this.#settling as number);
    this.#users.add(user);
  }

  leave_(user: User): void {
    if (!this.#users.delete(user) || this.#users.size > 0) return;
    const timer = (this.#settling = setTimeout(() => {
      this.#sleep();
      this.#end();
    }, SETTLE));
    (timer as { unref?(): void }).unref?.();
  }

  reconnect_(): void {
    this.#input(Input.Reconnect);
  }

  async #meet(): Promise<void> {
    const [hash, hasLocks] = await Promise.all([hashOf(this.#key), Lock.works_()]);
    const name = `eventsource-wasm/${VERSION}/${hash}`;
    const channel = new Channel(name, (message) => this.#input(Input.Message, message));
    // They may have gone by now.
    if (memberships.get(this.#key) !== this) return;
    if (!channel.open_()) return this.#start(true);
    this.#channel = channel;
    if (hasLocks) this.#lock = new Lock(name, () => this.#input(Input.Granted), () => this.#input(Input.Lost));
    this.#listen();
    this.#start(false);
  }

  #start(isAlone: boolean): void {
    const { reconnect, method = "GET" } = this.#init;
    const mayRepeat = reconnect ?? /^(get|head)$/i.test(method as string);
    const id = `${Math.random()}${Math.random()}`;
    this.#member = new Member({ id_: id, print_: this.#print, hasLocks_: !!this.#lock, isAlone_: isAlone, mayRepeat_: !!mayRepeat, random_: Math.random }, this.state_);
    this.#input(Input.Wake);
    if (globalThis.document?.hidden) this.#hide();
  }

  // ---- the page --------------------------------------------------------------------------------------

  #listen(): void {
    const { signal } = this.#listening;
    const on = (type: string, run: () => void): void => {
      addEventListener(type, run, { signal });
      globalThis.document?.addEventListener(type, run, { signal });
    };
    on("pagehide", () => this.#sleep());
    on("freeze", () => this.#sleep());
    on("pageshow", () => this.#wake());
    on("resume", () => this.#wake());
    on("visibilitychange", () => this.#hide());
  }

  #hide(): void {
    const { whenHidden = "keep" } = this.#init;
    const { hidden } = document;
    clearTimeout(this.#hiding as number);
    if (!hidden) return this.#wake();
    if (whenHidden !== "keep") this.#hiding = setTimeout(() => this.#sleep(), Number(whenHidden) || 0);
    this.#input(Input.Hidden, true);
  }

  #sleep(): void {
    this.#input(Input.Sleep);
    this.#channel?.close_();
  }

  #wake(): void {
    this.#channel?.open_();
    this.#input(Input.Wake);
    // Of a page that comes back from the cache, not every browser tells it.
    this.#input(Input.Hidden, !!globalThis.document?.hidden);
  }

  // ---- the member ------------------------------------------------------------------------------------

  #input(input: Input, value?: unknown): void {
    const member = this.#member;
    if (!member) return;
    this.#actions.push(...member.handle_(input, now(), value));
    // A listener may have something done; first, what is under way.
    if (this.#isActing) return;
    this.#isActing = true;
    for (let action; (action = this.#actions.shift()); ) this.#act(action);
    this.#isActing = false;
    this.state_ = member.state_;
    this.#arm();
  }

  #act([what, argument, state]: Action): void {
    this.state_ = state;
    switch (what) {
      case Do.Post:
        this.#channel!.post_(argument);
        break;
      case Do.Probe:
        this.#channel!.echo_(argument);
        break;
      case Do.Acquire:
        this.#lock!.acquire_(argument);
        break;
      case Do.Release:
        this.#lock?.release_();
        break;
      case Do.Open:
        this.#open(argument);
        break;
      case Do.Shut:
        this.#source?.close();
        this.#source = undefined;
        break;
      case Do.Restart:
        this.#source?.reconnect();
        break;
      case Do.Deliver:
        if (argument[0] === Kind.Open) this.head_ = argument[1];
        for (const user of [...this.#users]) user.deliver_(argument);
        break;
      case Do.Soon:
        queueMicrotask(() => this.#input(Input.Flush));
        break;
      case Do.Warn:
        this.#warn();
        break;
      case Do.End:
        this.#end();
    }
  }

  #arm(): void {
    const at = this.#member!.wakeAt_;
    // One that fires too early is set again.
    if (at >= this.#wakeAt) return;
    clearTimeout(this.#timer as number);
    this.#wakeAt = at;
    this.#timer = setTimeout(() => {
      this.#wakeAt = Infinity;
      this.#input(Input.Tick);
      this.#arm();
    }, Math.max(at - now(), 0));
  }

  #end(): void {
    if (memberships.get(this.#key) === this) memberships.delete(this.#key);
    this.#listening.abort();
    this.#channel?.close_();
    clearTimeout(this.#hiding as number);
    for (const user of [...this.#users]) user.ended_();
    this.#users.clear();
  }

  #warn(): void {
    console.warn(`SharedEventSource: ${this.state_[3] || this.#key} is shared with another whose request or functions differ; the first one's are used. Give streams that differ different names.`);
  }

  // ---- the connection --------------------------------------------------------------------------------

  #open(resume: string): void {
    const { cursor } = this.#init;
    const isAlone = !this.#channel;
    let position: string | undefined;
    const source: EventSource = (this.#source = new EventSource(this.#url, {
      ...this.#init,
      ...(!isAlone && { whenHidden: "keep" }),
      lastEventId: resume,
      // It sees every event, whatever its type.
      cursor: (event: any) => {
        let given: string | undefined;
        try {
          given = cursor?.(event);
          if (typeof given === "string") position = given;
          return given;
        } finally {
          take([Kind.Message, event.type, event.data, event.origin, event.lastEventId, position ?? event.lastEventId]);
        }
      },
    }));
    const take = (entry: Entry): void => {
      const [readyState, , last] = this.#member!.state_;
      this.#member!.state_ = [readyState, source.reconnectionTime, last, source.url];
      this.#input(Input.Source, entry);
    };
    source.onopen = ({ status, headers, url }) => take([Kind.Open, [status, [...headers], url]]);
    source.onerror = ({ message, reason, status, code, headers, body, attempt, willReconnect, delay, error }) => {
      const fault = { message, reason, status, code, headers: headers && [...headers], body, attempt, willReconnect, delay };
      // What is not enumerable is not cloned.
      take([Kind.Error, Object.defineProperty(fault, "error", { value: error })]);
    };
  }
}
