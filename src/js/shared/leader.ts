/** What a member does as a leader, and how it comes to be one and ceases to. */
import { Do, Input } from "./actions.js";
import { Deliverer } from "./deliverer.js";
import { Kind, Say, type Entry, type Fault, type Hello } from "./protocol.js";
import { Role } from "./speaker.js";
import { isBehind, termAfter } from "./terms.js";
import { ALIGN, ANSWER, CLAIM } from "./times.js";

const NOT_REPEATED: Fault = { message: "The tab that had the connection is gone, and `reconnect` does not allow another request.", reason: "network", status: undefined, code: undefined, headers: undefined, body: undefined, attempt: 0, willReconnect: false, delay: undefined };

export abstract class Leader extends Deliverer {
  /** It follows the term entry by entry. */
  isSynced_ = false;
  /** What waits until it is known whether this member still leads. */
  held_: [Input, any][] | undefined;
  wokeAt_ = 0;

  claim_(): void {
    const { id_: id, hasLocks_: hasLocks } = this.own_;
    this.term_ = termAfter(this.term_, this.now_, id);
    this.role_ = Role.Aligning;
    this.readyState_(0);
    // A lock that nobody had: nobody is there.
    if (hasLocks && this.log_.runs_.length === 0 && this.now_ - this.wokeAt_ < CLAIM) return this.begin_();
    this.announce_();
    // Who comes with nothing has more to hear.
    this.wakeAt_ = this.now_ + (this.log_.runs_.length === 0 ? 2 * ALIGN : ALIGN);
  }

  begin_(): void {
    const isContinued = this.log_.runs_.length > 0;
    this.role_ = Role.Leading;
    this.wakeAt_ = Infinity;
    this.log_.start_(this.term_);
    this.announce_();
    if (isContinued) {
      if (!this.own_.mayRepeat_) return this.append_([Kind.Error, NOT_REPEATED]);
      if (!this.state_[2]) this.append_([Kind.Missed, undefined]);
    }
    this.do_(Do.Open, this.state_[2]);
  }

  /** A term after another one, which this member does not give way to. */
  outrank_(term: string): void {
    this.flush_();
    this.term_ = termAfter(term, this.now_, this.own_.id_);
    if (this.role_ === Role.Leading) this.log_.start_(this.term_);
    this.announce_();
  }

  append_(entry: Entry): void {
    if (entry[0] === Kind.Error && this.isRefusal_(entry[1])) {
      this.tried_.add(this.own_.id_);
      if ([...this.peers_].some((peer) => !this.tried_.has(peer))) {
        this.bye_(Role.Following);
        this.wakeAt_ = this.now_ + 3 * ANSWER;
        return;
      }
    }
    if (this.peers_.size > 0 && this.batch_.push(entry) === 1) this.do_(Do.Soon);
    this.deliver_(entry);
  }

  /** Another member's token may do. */
  isRefusal_({ willReconnect, reason, status }: Fault): boolean {
    return !willReconnect && (status === 401 || status === 403 || reason === "headers");
  }

  restart_(): void {
    this.flush_();
    this.readyState_(0);
    this.do_(Do.Restart);
    this.post_([...this.say_(Say.Events), this.log_.end_ + 1, [], this.state_]);
  }

  welcome_(hello: Hello): void {
    const [, , to, term, runs, first, entries, resume] = hello;
    const log = this.log_;
    if (term > this.term_) this.outrank_(term);
    if (this.role_ === Role.Aligning) {
      // Only an answer to the claim has the entries.
      if (term !== this.term_ || !isBehind(log.runs_, runs)) return;
      this.adopt_(first, entries, runs, resume);
      this.resume_(resume);
      return this.readyState_(0);
    }
    this.flush_();
    const [from, behind] = log.since_(this.place_(runs));
    this.post_([...this.say_(Say.Sync), to, from, behind, log.told_, [...this.peers_], this.own_.print_, this.head_, this.state_]);
  }

  follow_(): void {
    this.role_ = Role.Following;
    this.isSynced_ = false;
    this.held_ = undefined;
    this.batch_ = [];
    this.readyState_(0);
    this.heard_();
  }

  stepDown_(): void {
    this.do_(Do.Shut);
    this.do_(Do.Release);
    this.follow_();
    this.acquire_();
  }

  /** It goes, or lets others try. */
  bye_(role: Role.Asleep | Role.Following): void {
    this.flush_();
    this.post_([...this.say_(Say.Bye), [...this.tried_], this.log_.end_, this.state_[2]]);
    if (this.role_ > Role.Following) this.do_(Do.Shut);
    this.do_(Do.Release);
    this.follow_();
    this.role_ = role;
    if (role === Role.Asleep) this.wakeAt_ = Infinity;
  }
}
