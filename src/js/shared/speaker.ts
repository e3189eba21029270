/** What a member is, and what it says to the others. */
import { Do, type Action } from "./actions.js";
import { Log } from "./log.js";
import { Say, VERSION, type Message, type Runs, type State } from "./protocol.js";
import { ANSWER, HISTORY, SILENCE } from "./times.js";

export const enum Role {
  Asleep = 0,
  Following = 1,
  Aligning = 2,
  Leading = 3,
}

/** What a member is told of itself. */
export interface Circumstances {
  /** Its name among the others. */
  id_: string;
  /** What the request and the functions are: it differs where they do. */
  print_: string;
  /** Whether one lock serves all; otherwise they agree by messages. */
  hasLocks_: boolean;
  /** There is no channel. */
  isAlone_: boolean;
  /** The request may be repeated. */
  mayRepeat_: boolean;
  random_: () => number;
}

export abstract class Speaker {
  /** What is equal everywhere. */
  state_: State;
  /** When `Input.Tick` is due; Infinity: never. */
  wakeAt_ = Infinity;
  readonly own_: Circumstances;
  readonly log_ = new Log();
  role_ = Role.Asleep;
  /** Of the leader that counts. */
  term_ = "";
  /** Others that may be there. */
  readonly peers_ = new Set<string>();
  now_ = 0;
  /** How many hellos may still go unanswered. */
  patience_ = 0;
  silence_ = SILENCE;
  askedAt_ = 0;
  announcedAt_ = 0;
  hasWarned_ = false;
  actions_: Action[] = [];

  constructor(own: Circumstances, state: State) {
    this.own_ = own;
    this.state_ = state;
  }

  /** The leader is there. */
  heard_(): void {
    this.patience_ = 2;
    this.wakeAt_ = this.now_ + this.silence_ * (1 + this.own_.random_() / 2);
  }

  compare_(print: string): void {
    if (print === this.own_.print_ || this.hasWarned_) return;
    this.hasWarned_ = true;
    this.do_(Do.Warn);
  }

  announce_(): void {
    this.announcedAt_ = this.now_;
    this.post_([...this.say_(Say.Lead), this.role_ === Role.Aligning, this.log_.told_, this.own_.print_, this.state_]);
  }

  /** @param from what stands behind it in the log is told, too */
  hello_(patience: number, from = this.log_.end_): void {
    this.askedAt_ = this.now_;
    this.wakeAt_ = this.now_ + patience;
    this.post_([...this.say_(Say.Hello), this.log_.told_, ...this.log_.since_(from), this.state_[2]]);
  }

  /** Asks for what is missing; the answer may be under way. */
  ask_(): void {
    if (this.now_ - this.askedAt_ > ANSWER) this.hello_(ANSWER);
  }

  /** Behind which number a log with these runs goes on with this one. */
  place_(runs: Runs): number {
    const log = this.log_;
    const common = log.common_(runs);
    return common >= 0 ? common : runs.length > 0 ? log.end_ : log.before_(HISTORY);
  }

  say_<What extends Say>(what: What): [version: number, what: What, from: string, term: string] {
    return [VERSION, what, this.own_.id_, this.term_];
  }

  post_(message: Message): void {
    if (!this.own_.isAlone_) this.do_(Do.Post, message);
  }

  do_(what: Do, value?: unknown): void {
    this.actions_.push([what, value, this.state_]);
  }

  /** Half of it to all of it. */
  wait_(most: number): number {
    return (most * (1 + this.own_.random_())) / 2;
  }

  readyState_(value: State[0]): void {
    const [, ...others] = this.state_;
    this.state_ = [value, ...others];
  }

  resume_(id: string): void {
    const [readyState, reconnectionTime, , url] = this.state_;
    this.state_ = [readyState, reconnectionTime, id, url];
  }
}
