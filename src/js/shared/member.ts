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
import { Log } from "./log.js";
import { Kind, Say, VERSION, type Entry, type Events, type Fault, type Head, type Hello, type Lead, type Message, type Runs, type State, type Sync } from "./protocol.js";
import { Repeats } from "./repeats.js";
import { isBehind, lastOf, leaderOf, termAfter } from "./terms.js";
import { ALIGN, ANSWER, CLAIM, HIDDEN_SILENCE, HISTORY, SILENCE } from "./times.js";

const enum Role {
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

const NOT_REPEATED: Fault = { message: "The tab that had the connection is gone, and `reconnect` does not allow another request.", reason: "network", status: undefined, code: undefined, headers: undefined, body: undefined, attempt: 0, willReconnect: false, delay: undefined };

export class Member {
  /** What is equal everywhere. */
  state_: State;
  /** When {@link Input.Tick} is due; Infinity: never. */
  wakeAt_ = Infinity;
  readonly #own: Circumstances;
  readonly #log = new Log();
  #role = Role.Asleep;
  /** Of the leader that counts. */
  #term = "";
  /** It follows the term entry by entry. */
  #isSynced = false;
  #head: Head = [0, [], ""];
  /** Others that may be there. */
  readonly #peers = new Set<string>();
  /** Those whose requests were refused for good. */
  readonly #tried = new Set<string>();
  readonly #repeats = new Repeats();
  /** To be posted. */
  #batch: Entry[] = [];
  /** What waits until it is known whether this member still leads. */
  #held: [Input, any][] | undefined;
  /** How many hellos may still go unanswered. */
  #patience = 0;
  #silence = SILENCE;
  #now = 0;
  /** When it last was called after a long time. */
  #lateAt = -Infinity;
  #wokeAt = 0;
  #bornAt = 0;
  /** It may have led, but nothing came. */
  #isBlank = true;
  #askedAt = 0;
  #announcedAt = 0;
  #hasWarned = false;
  #actions: Action[] = [];

  constructor(own: Circumstances, state: State) {
    this.#own = own;
    this.state_ = state;
  }

  /** @param now ms, by a clock that never goes back and is about the wall clock's */
  handle_(input: Input, now: number, value?: any): Action[] {
    if (now - this.#now > (this.#own.hasLocks_ ? ANSWER : CLAIM / 2)) this.#lateAt = now;
    this.#now = now;
    const isDoubtful = input === Input.Granted ? now - this.#lateAt < ANSWER : now === this.#lateAt && this.#role > Role.Following;
    if (isDoubtful && !this.#own.isAlone_) this.#probe();
    if (this.#repeats.hasEndedInDoubt_(now)) this.#missed();
    const isHeld = this.#held && (input === Input.Source || input === Input.Granted || (input === Input.Message && (value[1] === Say.Hello || this.#isClaim(value))));
    if (isHeld) this.#held!.push([input, value]);
    else this.#take(input, value);
    return this.#actions.splice(0);
  }

  #take(input: Input, value: any): void {
    const isFollowing = this.#role === Role.Following;
    const leads = this.#role > Role.Following;
    switch (input) {
      case Input.Wake:
        if (this.#role === Role.Asleep) this.#wake();
        break;
      case Input.Sleep:
        if (this.#role !== Role.Asleep) this.#bye(Role.Asleep);
        break;
      case Input.Tick:
        if (this.#now < this.wakeAt_) break;
        if (this.#role === Role.Aligning) this.#begin();
        else if (this.#role !== Role.Following) this.wakeAt_ = Infinity;
        else if (this.#patience-- > 0) this.#hello(ANSWER);
        else this.#takeOver();
        break;
      case Input.Granted:
        if (!isFollowing) this.#do(Do.Release);
        // Without locks a member grants itself what it will take if it hears of no leader.
        else if (this.#own.hasLocks_ || this.#patience === 0) this.#claim();
        break;
      case Input.Lost:
        this.#held = this.#held?.filter(([one]) => one !== Input.Granted);
        if (leads) this.#stepDown();
        else if (isFollowing) this.#acquire();
        break;
      case Input.Message:
        if (this.#role !== Role.Asleep) this.#hear(value);
        break;
      case Input.Source:
        if (this.#role === Role.Leading) this.#append(value);
        break;
      case Input.Flush:
        this.#flush();
        break;
      case Input.Hidden:
        this.#silence = value ? HIDDEN_SILENCE : SILENCE;
        // Who looks at the page again wants to know now.
        if (isFollowing && !value) this.wakeAt_ = Math.min(this.wakeAt_, this.#now);
        break;
      case Input.Reconnect:
        if (leads) this.#restart();
        else this.#post(this.#say(Say.Reconnect));
    }
  }

  // ---- coming and going ------------------------------------------------------------------------------

  #wake(): void {
    this.#follow();
    this.#tried.clear();
    this.#wokeAt = this.#now;
    this.#bornAt ||= this.#now;
    this.#lateAt = -Infinity;
    if (this.#own.isAlone_) return this.#begin();
    const { hasLocks_: hasLocks } = this.#own;
    this.#patience = +hasLocks;
    this.#hello(hasLocks ? ANSWER : this.#wait(CLAIM));
    this.#acquire();
  }

  #follow(): void {
    this.#role = Role.Following;
    this.#isSynced = false;
    this.#held = undefined;
    this.#batch = [];
    this.#readyState(0);
    this.#heard();
  }

  #takeOver(): void {
    this.#patience = 0;
    this.wakeAt_ = this.#now + ANSWER;
    if (this.#own.hasLocks_) return this.#do(Do.Acquire, true);
    // An answer may wait behind the timer.
    this.#probe();
    this.#held!.push([Input.Granted, undefined]);
  }

  #acquire(): void {
    if (this.#own.hasLocks_ && !this.#tried.has(this.#own.id_)) this.#do(Do.Acquire, false);
  }

  /** It goes, or lets others try. */
  #bye(role: Role.Asleep | Role.Following): void {
    this.#flush();
    this.#post([...this.#say(Say.Bye), [...this.#tried], this.#log.end_, this.state_[2]]);
    if (this.#role > Role.Following) this.#do(Do.Shut);
    this.#do(Do.Release);
    this.#follow();
    this.#role = role;
    if (role === Role.Asleep) this.wakeAt_ = Infinity;
  }

  #stepDown(): void {
    this.#do(Do.Shut);
    this.#do(Do.Release);
    this.#follow();
    this.#acquire();
  }

  // ---- leading ---------------------------------------------------------------------------------------

  #claim(): void {
    const { id_: id, hasLocks_: hasLocks } = this.#own;
    this.#term = termAfter(this.#term, this.#now, id);
    this.#role = Role.Aligning;
    this.#readyState(0);
    // A lock that nobody had: nobody is there.
    if (hasLocks && this.#log.runs_.length === 0 && this.#now - this.#wokeAt < CLAIM) return this.#begin();
    this.#announce();
    // Who comes with nothing has more to hear.
    this.wakeAt_ = this.#now + (this.#log.runs_.length === 0 ? 2 * ALIGN : ALIGN);
  }

  #begin(): void {
    const isContinued = this.#log.runs_.length > 0;
    this.#role = Role.Leading;
    this.wakeAt_ = Infinity;
    this.#log.start_(this.#term);
    this.#announce();
    if (isContinued) {
      if (!this.#own.mayRepeat_) return this.#append([Kind.Error, NOT_REPEATED]);
      if (!this.state_[2]) this.#append([Kind.Missed, undefined]);
    }
    this.#do(Do.Open, this.state_[2]);
  }

  #announce(): void {
    this.#announcedAt = this.#now;
    this.#post([...this.#say(Say.Lead), this.#role === Role.Aligning, this.#log.told_, this.#own.print_, this.state_]);
  }

  /** A term after another one, which this member does not give way to. */
  #outrank(term: string): void {
    this.#flush();
    this.#term = termAfter(term, this.#now, this.#own.id_);
    if (this.#role === Role.Leading) this.#log.start_(this.#term);
    this.#announce();
  }

  #append(entry: Entry): void {
    if (entry[0] === Kind.Error && this.#isRefusal(entry[1])) {
      this.#tried.add(this.#own.id_);
      if ([...this.#peers].some((peer) => !this.#tried.has(peer))) {
        this.#bye(Role.Following);
        this.wakeAt_ = this.#now + 3 * ANSWER;
        return;
      }
    }
    if (this.#peers.size > 0 && this.#batch.push(entry) === 1) this.#do(Do.Soon);
    this.#deliver(entry);
  }

  /** Another member's token may do. */
  #isRefusal({ willReconnect, reason, status }: Fault): boolean {
    return !willReconnect && (status === 401 || status === 403 || reason === "headers");
  }

  #flush(): void {
    const entries = this.#batch.splice(0);
    if (entries.length > 0) this.#post([...this.#say(Say.Events), this.#log.end_ - entries.length + 1, entries, this.state_]);
  }

  #restart(): void {
    this.#flush();
    this.#readyState(0);
    this.#do(Do.Restart);
    this.#post([...this.#say(Say.Events), this.#log.end_ + 1, [], this.state_]);
  }

  // ---- hearing ---------------------------------------------------------------------------------------

  #hear(message: Message): void {
    const [, what, from, term] = message;
    const { id_: id, hasLocks_: hasLocks } = this.#own;
    if (from === id) return this.#probed();
    const leads = this.#role > Role.Following;
    switch (what) {
      case Say.Hello:
        this.#peers.add(from);
        if (leads) this.#welcome(message);
        // One that asks is enough.
        else if (this.#patience > 1) this.wakeAt_ = Math.max(this.wakeAt_, this.#now + this.#wait(6 * ANSWER));
        break;
      case Say.Bye:
        // Who only let others try stays.
        if (!message[4].includes(from)) this.#peers.delete(from);
        for (const one of message[4]) this.#tried.add(one);
        if (leads || leaderOf(this.#term) !== from) break;
        if (this.#isSynced && message[5] === this.#log.end_) this.#resume(message[6]);
        this.#readyState(0);
        this.#isSynced = false;
        this.#patience = +hasLocks;
        this.wakeAt_ = this.#now + (this.#tried.has(id) ? 3 * ANSWER : hasLocks ? ANSWER : this.#own.random_() * CLAIM);
        break;
      case Say.Reconnect:
        if (this.#role === Role.Leading) this.#restart();
        break;
      case Say.Lead:
      case Say.Sync:
      case Say.Events:
        this.#peers.add(from);
        if (term >= this.#term) this.#obey(message);
        else if (leads && this.#now - this.#announcedAt > ALIGN) this.#announce();
    }
  }

  #welcome(hello: Hello): void {
    const [, , to, term, runs, first, entries, resume] = hello;
    const log = this.#log;
    if (term > this.#term) this.#outrank(term);
    if (this.#role === Role.Aligning) {
      // Only an answer to the claim has the entries.
      if (term !== this.#term || !isBehind(log.runs_, runs)) return;
      this.#adopt(first, entries, runs, resume);
      this.#resume(resume);
      return this.#readyState(0);
    }
    this.#flush();
    const [from, behind] = log.since_(this.#place(runs));
    this.#post([...this.#say(Say.Sync), to, from, behind, log.told_, [...this.#peers], this.#own.print_, this.#head, this.state_]);
  }

  /** A leader's message, of this term or a later one. */
  #obey(message: Lead | Sync | Events): void {
    const [, what, , term] = message;
    const log = this.#log;
    if (this.#role > Role.Following) {
      // Who has the connection, and is there, keeps it.
      if (this.#isClaim(message)) return this.#outrank(term);
      this.#stepDown();
    }
    if (term !== this.#term) {
      this.#term = term;
      this.#isSynced = false;
      this.#askedAt = -Infinity;
    }
    this.#heard();
    if (what === Say.Lead) {
      const [, , , , isClaim, runs, print, state] = message;
      this.#compare(print);
      const common = log.common_(runs);
      const last = lastOf(runs);
      if (isClaim) {
        if (isBehind(runs, log.runs_)) this.#hello(ANSWER, this.#place(runs));
      } else if (common === log.end_ && common === last && state[0] <= this.state_[0]) {
        log.runs_ = runs;
        this.#isSynced = true;
        this.state_ = state;
      } else if (!this.#isSynced) this.#ask();
    } else if (what === Say.Sync) {
      if (message[4] === this.#own.id_) this.#sync(message);
    } else {
      const [, , , , first, entries, state] = message;
      if (this.#isSynced && first === log.end_ + 1) {
        for (const entry of entries) this.#deliver(entry);
        this.state_ = state;
      } else this.#ask();
    }
  }

  /** Of one that does not know that there is a leader. */
  #isClaim(message: Message): boolean {
    return !this.#own.hasLocks_ && this.#role === Role.Leading && message[1] === Say.Lead && message[4];
  }

  #sync([, , , , , first, entries, runs, peers, print, head, state]: Sync): void {
    const log = this.#log;
    this.#compare(print);
    for (const peer of peers) if (peer !== this.#own.id_) this.#peers.add(peer);
    this.#isSynced = true;
    this.#adopt(first, entries, runs, state[2]);
    this.#head = head;
    const isOpen = this.state_[0] === 1;
    this.state_ = state;
    // It was opened before this member came.
    if (state[0] === 1 && !isOpen) this.#do(Do.Deliver, [Kind.Open, head]);
  }

  /** Goes on where another log ends. */
  #adopt(first: number, entries: readonly Entry[], runs: Runs, resume: string): void {
    const log = this.#log;
    const common = log.common_(runs);
    const isKept = common >= 0 && first <= common + 1;
    const end = log.end_;
    const isNew = log.runs_.length === 0 || (common < 0 && this.#isBlank && this.#now - this.#bornAt < 3 * ANSWER);
    this.#isBlank = false;
    if (!isNew && common < end) {
      const beyond = log.cut_(Math.max(common, 0));
      const ids = beyond.map((entry) => (entry[0] === Kind.Message ? entry[5] : ""));
      this.#repeats.expect_([...ids, this.state_[2]], log.resume_, common < 0 ? Infinity : end - common - ids.length, this.#now);
    }
    if (!isNew && !isKept) this.#do(Do.Deliver, [Kind.Missed, common < 0 ? undefined : first - common - 1]);
    // Where nothing follows, `resume` is of the place where this goes on.
    if (!isKept) log.restart_(first - 1, entries.length > 0 ? "" : resume);
    log.runs_ = runs;
    for (const entry of isKept ? entries.slice(common + 1 - first) : entries)
      if (isNew) log.append_(entry);
      else this.#deliver(entry);
  }

  #probe(): void {
    if (this.#held) return;
    this.#held = [];
    this.#do(Do.Probe, this.#say(Say.Probe));
  }

  #probed(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const [input, value] of held) this.#take(input, value);
  }

  /** The leader is there. */
  #heard(): void {
    this.#patience = 2;
    this.wakeAt_ = this.#now + this.#silence * (1 + this.#own.random_() / 2);
  }

  #compare(print: string): void {
    if (print === this.#own.print_ || this.#hasWarned) return;
    this.#hasWarned = true;
    this.#do(Do.Warn);
  }

  // ---- the log, and what is said ---------------------------------------------------------------------

  /** The next entry of the log. */
  #deliver(entry: Entry): void {
    this.#log.append_(entry);
    if (entry[0] === Kind.Message) {
      const id = entry[5];
      this.#resume(id);
      this.#isBlank = false;
      const { isRepeat, isDoubtful } = this.#repeats.take_(id, this.#now);
      if (isDoubtful) this.#missed();
      if (isRepeat) {
        if (this.#role === Role.Leading) this.wakeAt_ = this.#repeats.until_;
        return;
      }
    } else if (entry[0] === Kind.Open) {
      this.#head = entry[1];
      this.#readyState(1);
      this.#repeats.opened_(this.#now);
      const mayAcquire = this.#tried.has(this.#own.id_) && this.#role === Role.Following;
      this.#tried.clear();
      if (mayAcquire) this.#acquire();
    } else if (entry[0] === Kind.Error) this.#readyState(entry[1].willReconnect ? 0 : 2);
    this.#do(Do.Deliver, entry);
    if (this.state_[0] === 2) this.#end();
  }

  #missed(): void {
    this.#do(Do.Deliver, [Kind.Missed, undefined]);
  }

  #end(): void {
    this.#flush();
    this.#role = Role.Asleep;
    this.wakeAt_ = Infinity;
    this.#do(Do.Release);
    this.#do(Do.End);
  }

  #readyState(value: State[0]): void {
    const [, ...others] = this.state_;
    this.state_ = [value, ...others];
  }

  #resume(id: string): void {
    const [readyState, reconnectionTime, , url] = this.state_;
    this.state_ = [readyState, reconnectionTime, id, url];
  }

  /** Behind which number a log with these runs goes on with this one. */
  #place(runs: Runs): number {
    const log = this.#log;
    const common = log.common_(runs);
    return common >= 0 ? common : runs.length > 0 ? log.end_ : log.before_(HISTORY);
  }

  /** Asks for what is missing; the answer may be under way. */
  #ask(): void {
    if (this.#now - this.#askedAt > ANSWER) this.#hello(ANSWER);
  }

  /** @param from what stands behind it in the log is told, too */
  #hello(patience: number, from = this.#log.end_): void {
    this.#askedAt = this.#now;
    this.wakeAt_ = this.#now + patience;
    this.#post([...this.#say(Say.Hello), this.#log.told_, ...this.#log.since_(from), this.state_[2]]);
  }

  #say<What extends Say>(what: What): [version: number, what: What, from: string, term: string] {
    return [VERSION, what, this.#own.id_, this.#term];
  }

  #post(message: Message): void {
    if (!this.#own.isAlone_) this.#do(Do.Post, message);
  }

  #do(what: Do, value?: unknown): void {
    this.#actions.push([what, value, this.state_]);
  }

  /** Half of it to all of it. */
  #wait(most: number): number {
    return (most * (1 + this.#own.random_())) / 2;
  }
}
