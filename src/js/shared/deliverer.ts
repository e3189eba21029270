/** What a member delivers: the log's entries in their order, each once. */
import { Do } from "./actions.js";
import { Kind, Say, type Entry, type Head, type Runs } from "./protocol.js";
import { Repeats } from "./repeats.js";
import { Role, Speaker } from "./speaker.js";
import { ANSWER } from "./times.js";

export abstract class Deliverer extends Speaker {
  head_: Head = [0, [], ""];
  /** Those whose requests were refused for good. */
  readonly tried_ = new Set<string>();
  readonly repeats_ = new Repeats();
  /** To be posted. */
  batch_: Entry[] = [];
  bornAt_ = 0;
  /** It may have led, but nothing came. */
  isBlank_ = true;

  /** The next entry of the log. */
  deliver_(entry: Entry): void {
    this.log_.append_(entry);
    if (entry[0] === Kind.Message) {
      const id = entry[5];
      this.resume_(id);
      this.isBlank_ = false;
      const { isRepeat, isDoubtful } = this.repeats_.take_(id, this.now_);
      if (isDoubtful) this.missed_();
      if (isRepeat) {
        if (this.role_ === Role.Leading) this.wakeAt_ = this.repeats_.until_;
        return;
      }
    } else if (entry[0] === Kind.Open) {
      this.head_ = entry[1];
      this.readyState_(1);
      this.repeats_.opened_(this.now_);
      const mayAcquire = this.tried_.has(this.own_.id_) && this.role_ === Role.Following;
      this.tried_.clear();
      if (mayAcquire) this.acquire_();
    } else if (entry[0] === Kind.Error) this.readyState_(entry[1].willReconnect ? 0 : 2);
    this.do_(Do.Deliver, entry);
    if (this.state_[0] === 2) this.end_();
  }

  /** Goes on where another log ends. */
  adopt_(first: number, entries: readonly Entry[], runs: Runs, resume: string): void {
    const log = this.log_;
    const common = log.common_(runs);
    const isKept = common >= 0 && first <= common + 1;
    const end = log.end_;
    const isNew = log.runs_.length === 0 || (common < 0 && this.isBlank_ && this.now_ - this.bornAt_ < 3 * ANSWER);
    this.isBlank_ = false;
    if (!isNew && common < end) {
      const beyond = log.cut_(Math.max(common, 0));
      const ids = beyond.map((entry) => (entry[0] === Kind.Message ? entry[5] : ""));
      this.repeats_.expect_([...ids, this.state_[2]], log.resume_, common < 0 ? Infinity : end - common - ids.length, this.now_);
    }
    if (!isNew && !isKept) this.do_(Do.Deliver, [Kind.Missed, common < 0 ? undefined : first - common - 1]);
    // Where nothing follows, `resume` is of the place where this goes on.
    if (!isKept) log.restart_(first - 1, entries.length > 0 ? "" : resume);
    log.runs_ = runs;
    for (const entry of isKept ? entries.slice(common + 1 - first) : entries)
      if (isNew) log.append_(entry);
      else this.deliver_(entry);
  }

  missed_(): void {
    this.do_(Do.Deliver, [Kind.Missed, undefined]);
  }

  end_(): void {
    this.flush_();
    this.role_ = Role.Asleep;
    this.wakeAt_ = Infinity;
    this.do_(Do.Release);
    this.do_(Do.End);
  }

  flush_(): void {
    const entries = this.batch_.splice(0);
    if (entries.length > 0) this.post_([...this.say_(Say.Events), this.log_.end_ - entries.length + 1, entries, this.state_]);
  }

  acquire_(): void {
    if (this.own_.hasLocks_ && !this.tried_.has(this.own_.id_)) this.do_(Do.Acquire, false);
  }
}
