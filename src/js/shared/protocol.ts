/** What members tell each other: tuples, since a build shortens names, and their numbers. */

/** Of every message. It is in the names of channel and lock, too: members of different versions do not meet. */
export const VERSION = 1;

/** A message, and who says what. */
export const enum Say {
  /** To the leader: I am here, this is how far my log goes. It answers with {@link Say.Sync}. */
  Hello = 0,
  Bye = 1,
  /** I lead, or am about to: whose log goes on where this one ends tells. */
  Lead = 2,
  Sync = 3,
  Events = 4,
  Reconnect = 5,
  /** To oneself: whatever was said before it has been heard. */
  Probe = 6,
}

export const enum Kind {
  Message = 0,
  Open = 1,
  Error = 2,
  Missed = 3,
}

export type Head = readonly [status: number, headers: [string, string][], url: string];

/** An error event's fields. `error` is in none that was posted: it may hold a secret, and may not be cloneable. */
export interface Fault {
  readonly willReconnect: boolean;
  readonly reason: string;
  readonly status: number | undefined;
  readonly [field: string]: unknown;
}

/** What the log is made of. `resume` is what the next request would send as last event ID. */
export type Entry =
  | readonly [kind: Kind.Message, type: string, data: string, origin: string, lastEventId: string, resume: string]
  | readonly [kind: Kind.Open, head: Head]
  | readonly [kind: Kind.Error, fault: Fault]
  | readonly [kind: Kind.Missed, count: number | undefined];

/** For each term in a log, the number of its last entry. */
export type Runs = [term: string, last: number][];

export type State = readonly [readyState: 0 | 1 | 2, reconnectionTime: number, resume: string, url: string];

type Start<What extends Say> = [version: number, what: What, from: string, term: string];
export type Hello = [...Start<Say.Hello>, runs: Runs, first: number, entries: readonly Entry[], resume: string];
export type Bye = [...Start<Say.Bye>, tried: string[], end: number, resume: string];
export type Lead = [...Start<Say.Lead>, isClaim: boolean, runs: Runs, print: string, state: State];
export type Sync = [...Start<Say.Sync>, to: string, first: number, entries: readonly Entry[], runs: Runs, peers: string[], print: string, head: Head, state: State];
export type Events = [...Start<Say.Events>, first: number, entries: readonly Entry[], state: State];
export type Message = Hello | Bye | Lead | Sync | Events | Start<Say.Reconnect | Say.Probe>;

const LIST = "\\((s*)\\)";
const RUNS = "\\((\\(sn\\))*\\)";
const STATE = "\\(nnss\\)";
const HEAD = "\\(n\\((\\(ss\\))*\\)s\\)";
const ENTRIES = `\\((\\(n(sssss|${HEAD}|o|n|u)\\))*\\)`;

/** What stands behind the first four of each message, in their numbers' order. */
const SHAPES = [`${RUNS}n${ENTRIES}s`, `${LIST}ns`, `b${RUNS}s${STATE}`, `sn${ENTRIES}${RUNS}${LIST}s${HEAD}${STATE}`, `n${ENTRIES}${STATE}`, "", ""].map((shape) => new RegExp(`^\\(nnss${shape}\\)$`));

const shape = (value: unknown): string => (Array.isArray(value) ? `(${value.map(shape).join("")})` : (typeof value)[0]!);

/** Whether it is one of ours: anybody of the origin may post into the channel. */
export const isMessage = (value: any): value is Message => Array.isArray(value) && value[0] === VERSION && !!SHAPES[value[1]]?.test(shape(value));
