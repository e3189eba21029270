/** What a member has delivered, by numbers on which all agree; the end of it is kept, for members that were away. */
import { Kind, type Entry, type Runs } from "./protocol.js";

/** What is kept at most: entries, and characters of their data, each counted with 64 more. */
const MOST = 1000;
const MOST_DATA = 1 << 20;

const weight = (entry: Entry): number => (entry[0] === Kind.Message ? entry[2].length : 0) + 64;

export class Log {
  /** Two logs are the same up to the entry at which a term, that both have, ends in one of them. Empty: it has never been part of anything. */
  runs_: Runs = [];
  /** The last entry's number. */
  end_ = 0;
  #kept: Entry[] = [];
  #size = 0;
  /** What would resume before the first that is kept. */
  #base = "";

  /** The runs as they are now: a message is posted later. */
  get told_(): Runs {
    return this.runs_.map(([term, last]) => [term, last]);
  }

  /** A term begins. */
  start_(term: string): void {
    this.runs_ = [...this.runs_.slice(-19), [term, this.end_]];
  }

  append_(entry: Entry): void {
    const kept = this.#kept;
    kept.push(entry);
    this.runs_.at(-1)![1] = ++this.end_;
    this.#size += weight(entry);
    while (kept.length > MOST || (this.#size > MOST_DATA && kept.length > 1)) {
      const first = kept.shift()!;
      this.#size -= weight(first);
      if (first[0] === Kind.Message) this.#base = first[5];
    }
  }

  /** The last number up to which this log is one with these runs; -1: nobody knows of any. */
  common_(runs: Runs): number {
    for (const [term, last] of [...this.runs_].reverse()) {
      const theirs = runs.find(([other]) => other === term);
      if (theirs) return Math.min(last, theirs[1]);
    }
    return -1;
  }

  /** What is kept of the entries behind a number, and the first one's. */
  since_(number: number): [first: number, entries: Entry[]] {
    const from = Math.max(number, this.end_ - this.#kept.length);
    return [from + 1, this.#kept.slice(this.#kept.length - this.end_ + from)];
  }

  /** The number of the last entry before those at the end that take so many characters. */
  before_(most: number): number {
    let at = this.#kept.length;
    while (at > 0 && (most -= weight(this.#kept[at - 1]!)) > 0) at--;
    return this.end_ - this.#kept.length + at;
  }

  /** Takes away the entries behind a number; gives those that were kept. */
  cut_(number: number): Entry[] {
    const [, entries] = this.since_(number);
    this.#kept.length -= entries.length;
    for (const entry of entries) this.#size -= weight(entry);
    if (number < this.end_ - entries.length) this.#base = "";
    this.end_ = number;
    return entries;
  }

  /** Nothing is kept; the next entry's number is one more. `base` would resume here. */
  restart_(end: number, base: string): void {
    this.#base = base;
    this.#kept = [];
    this.#size = 0;
    this.end_ = end;
  }

  /** What would resume at the end, as far as that is kept. */
  get resume_(): string {
    return this.#kept.findLast((entry) => entry[0] === Kind.Message)?.[5] ?? this.#base;
  }
}
