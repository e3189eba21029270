/**
 * One member's part in a shared stream: a state machine without clock, channel, lock or connection. {@link Member.handle_} takes what
 * happened, and when, and returns what is to be done; `wakeAt_` says when to come back with {@link Input.Tick}.
 *
 * # Theory of operation
 *
 * One member leads: it has the connection, and posts what comes of it as entries of a log. Every member delivers the log's entries to its
 * users in their order, so that a log says how far a member is. A term is the time of one leader; the later of two counts (its name
 * begins with a number that grows). A log remembers at which entry each term ended in it (`runs_`): from that, two members find
 * out up to where their logs are one, and the leader sends what is behind it. What a member has delivered beyond that point, by a
 * leader that others no longer heard, the server repeats for the next leader; it is known by its last event ID and not delivered again.
 *
 * | role | input | next role | done |
 * | --- | --- | --- | --- |
 * | Asleep | Wake | Following | hello; ask for the lock |
 * | Following | Granted (the lock) | Aligning | claim |
 * | Following | Tick: a leader did not answer, twice | Following | steal the lock, which is then granted |
 * | Following | the same without locks; without an answer to the first hello; after the leader's bye | Aligning | claim |
 * | Following | a leader's Events, Sync | Following | deliver |
 * | Following | a claim that ends before the own log does | Following | hello, with what the leader has not |
 * | Aligning | such a hello | Aligning | deliver, take it into the log |
 * | Aligning | Tick (at once, if there is no log yet) | Leading | announce; open the connection with the last event ID |
 * | Leading | Source (an entry of the connection) | Leading | deliver; post, all of a task at once |
 * | Leading | hello | Leading | what is behind the common entry, or that it is not kept |
 * | Leading | a refusal for good, and others have not tried | Following | bye, with the names of those that have |
 * | Leading, Aligning | a later term; Lost (the lock was stolen) | Following | shut the connection; ask for the lock |
 * | Leading, without locks | a claim | Leading | a later term: who is there need not be replaced |
 * | all but Asleep | Sleep | Asleep | bye; shut the connection; give up the lock |
 * | Following, Leading | the connection has failed for good | Asleep | end |
 *
 * A leader that has heard nothing for as long as it takes to be replaced may have been suspended: it holds back what comes until a
 * message to itself has come through the channel, behind all that waited there. A frozen member so does not deliver what its successor has.
 */
import { Do, Input, type Action } from "./actions.js";
import { Leader } from "./leader.js";
import { Kind, Say, type Events, type Lead, type Message, type Sync } from "./protocol.js";
import { Role } from "./speaker.js";
import { isBehind, lastOf, leaderOf } from "./terms.js";
import { ALIGN, ANSWER, CLAIM, HIDDEN_SILENCE, SILENCE } from "./times.js";

export class Member extends Leader {
  /** When it last was called after a long time. */
  lateAt_ = -Infinity;

  /** @param now ms, by a clock that never goes back and is about the wall clock's */
  handle_(input: Input, now: number, value?: any): Action[] {
    if (now - this.now_ > (this.own_.hasLocks_ ? ANSWER : CLAIM / 2)) this.lateAt_ = now;
    this.now_ = now;
    const isDoubtful = input === Input.Granted ? now - this.lateAt_ < ANSWER : now === this.lateAt_ && this.role_ > Role.Following;
    if (isDoubtful && !this.own_.isAlone_) this.probe_();
    if (this.repeats_.hasEndedInDoubt_(now)) this.missed_();
    const isHeld = this.held_ && (input === Input.Source || input === Input.Granted || (input === Input.Message && (value[1] === Say.Hello || this.isClaim_(value))));
    if (isHeld) this.held_!.push([input, value]);
    else this.take_(input, value);
    return this.actions_.splice(0);
  }

  take_(input: Input, value: any): void {
    const isFollowing = this.role_ === Role.Following;
    const leads = this.role_ > Role.Following;
    switch (input) {
      case Input.Wake:
        if (this.role_ === Role.Asleep) this.wake_();
        break;
      case Input.Sleep:
        if (this.role_ !== Role.Asleep) this.bye_(Role.Asleep);
        break;
      case Input.Tick:
        if (this.now_ < this.wakeAt_) break;
        if (this.role_ === Role.Aligning) this.begin_();
        else if (this.role_ !== Role.Following) this.wakeAt_ = Infinity;
        else if (this.patience_-- > 0) this.hello_(ANSWER);
        else this.takeOver_();
        break;
      case Input.Granted:
        if (!isFollowing) this.do_(Do.Release);
        // Without locks a member grants itself what it will take if it hears of no leader.
        else if (this.own_.hasLocks_ || this.patience_ === 0) this.claim_();
        break;
      case Input.Lost:
        this.held_ = this.held_?.filter(([one]) => one !== Input.Granted);
        if (leads) this.stepDown_();
        else if (isFollowing) this.acquire_();
        break;
      case Input.Message:
        if (this.role_ !== Role.Asleep) this.hear_(value);
        break;
      case Input.Source:
        if (this.role_ === Role.Leading) this.append_(value);
        break;
      case Input.Flush:
        this.flush_();
        break;
      case Input.Hidden:
        this.silence_ = value ? HIDDEN_SILENCE : SILENCE;
        // Who looks at the page again wants to know now.
        if (isFollowing && !value) this.wakeAt_ = Math.min(this.wakeAt_, this.now_);
        break;
      case Input.Reconnect:
        if (leads) this.restart_();
        else this.post_(this.say_(Say.Reconnect));
    }
  }

  wake_(): void {
    this.follow_();
    this.tried_.clear();
    this.wokeAt_ = this.now_;
    this.bornAt_ ||= this.now_;
    this.lateAt_ = -Infinity;
    if (this.own_.isAlone_) return this.begin_();
    const { hasLocks_: hasLocks } = this.own_;
    this.patience_ = +hasLocks;
    this.hello_(hasLocks ? ANSWER : this.wait_(CLAIM));
    this.acquire_();
  }

  takeOver_(): void {
    this.patience_ = 0;
    this.wakeAt_ = this.now_ + ANSWER;
    if (this.own_.hasLocks_) return this.do_(Do.Acquire, true);
    // An answer may wait behind the timer.
    this.probe_();
    this.held_!.push([Input.Granted, undefined]);
  }

  hear_(message: Message): void {
    const [, what, from, term] = message;
    const { id_: id, hasLocks_: hasLocks } = this.own_;
    if (from === id) return this.probed_();
    const leads = this.role_ > Role.Following;
    switch (what) {
      case Say.Hello:
        this.peers_.add(from);
        if (leads) this.welcome_(message);
        // One that asks is enough.
        else if (this.patience_ > 1) this.wakeAt_ = Math.max(this.wakeAt_, this.now_ + this.wait_(6 * ANSWER));
        break;
      case Say.Bye:
        // Who only let others try stays.
        if (!message[4].includes(from)) this.peers_.delete(from);
        for (const one of message[4]) this.tried_.add(one);
        if (leads || leaderOf(this.term_) !== from) break;
        if (this.isSynced_ && message[5] === this.log_.end_) this.resume_(message[6]);
        this.readyState_(0);
        this.isSynced_ = false;
        this.patience_ = +hasLocks;
        this.wakeAt_ = this.now_ + (this.tried_.has(id) ? 3 * ANSWER : hasLocks ? ANSWER : this.own_.random_() * CLAIM);
        break;
      case Say.Reconnect:
        if (this.role_ === Role.Leading) this.restart_();
        break;
      case Say.Lead:
      case Say.Sync:
      case Say.Events:
        this.peers_.add(from);
        if (term >= this.term_) this.obey_(message);
        else if (leads && this.now_ - this.announcedAt_ > ALIGN) this.announce_();
    }
  }

  /** A leader's message, of this term or a later one. */
  obey_(message: Lead | Sync | Events): void {
    const [, what, , term] = message;
    const log = this.log_;
    if (this.role_ > Role.Following) {
      // Who has the connection, and is there, keeps it.
      if (this.isClaim_(message)) return this.outrank_(term);
      this.stepDown_();
    }
    if (term !== this.term_) {
      this.term_ = term;
      this.isSynced_ = false;
      this.askedAt_ = -Infinity;
    }
    this.heard_();
    if (what === Say.Lead) {
      const [, , , , isClaim, runs, print, state] = message;
      this.compare_(print);
      const common = log.common_(runs);
      const last = lastOf(runs);
      if (isClaim) {
        if (isBehind(runs, log.runs_)) this.hello_(ANSWER, this.place_(runs));
      } else if (common === log.end_ && common === last && state[0] <= this.state_[0]) {
        log.runs_ = runs;
        this.isSynced_ = true;
        this.state_ = state;
      } else if (!this.isSynced_) this.ask_();
    } else if (what === Say.Sync) {
      if (message[4] === this.own_.id_) this.sync_(message);
    } else {
      const [, , , , first, entries, state] = message;
      if (this.isSynced_ && first === log.end_ + 1) {
        for (const entry of entries) this.deliver_(entry);
        this.state_ = state;
      } else this.ask_();
    }
  }

  /** Of one that does not know that there is a leader. */
  isClaim_(message: Message): boolean {
    return !this.own_.hasLocks_ && this.role_ === Role.Leading && message[1] === Say.Lead && message[4];
  }

  sync_([, , , , , first, entries, runs, peers, print, head, state]: Sync): void {
    this.compare_(print);
    for (const peer of peers) if (peer !== this.own_.id_) this.peers_.add(peer);
    this.isSynced_ = true;
    this.adopt_(first, entries, runs, state[2]);
    this.head_ = head;
    const isOpen = this.state_[0] === 1;
    this.state_ = state;
    // It was opened before this member came.
    if (state[0] === 1 && !isOpen) this.do_(Do.Deliver, [Kind.Open, head]);
  }

  probe_(): void {
    if (this.held_) return;
    this.held_ = [];
    this.do_(Do.Probe, this.say_(Say.Probe));
  }

  probed_(): void {
    const held = this.held_ ?? [];
    this.held_ = undefined;
    for (const [input, value] of held) this.take_(input, value);
  }
}
