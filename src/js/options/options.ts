/**
 * The table of our own options: the name, default and check of each. `EventSourceInit` documents them; any other option is passed on to
 * `fetch`. `tests/units/options.mjs` compares the tables in README.md and docs/ with this one.
 */
import type { EventSourceInit, ReconnectPolicy } from "./init.js";

/** The minimum of a number, or a description of other valid values. Without a kind, the value is converted or checked where it is used. */
type Kind = number | "a function" | "a string" | "an array" | '"keep", "pause" or a number' | '"throw" or "end"';
/** The default, the kind, and the maximum of a number. */
type Row = readonly [fallback?: unknown, kind?: Kind, max?: number];

export const OPTIONS = {
  withCredentials: [false],
  fetch: [, "a function"],
  cursor: [, "a function"],
  lastEventId: [""],
  lastEventIdParam: [],
  // The default depends on the method.
  reconnect: [],
  reconnectionTime: [3000, 0],
  idleTimeout: [0, 0],
  connectTimeout: [0, 0],
  maxEventSize: [100 << 20, 1],
  maxBufferSize: [, 1],
  secretHeaders: [[], "an array"],
  onresponse: [, "a function"],
  oncomment: [, "a function"],
  whenHidden: ["keep", '"keep", "pause" or a number'],
  keepAlive: [true],
} as const satisfies Record<Exclude<keyof EventSourceInit, keyof RequestInit>, Row>;

/** Our options, with defaults for those that are not given. */
export type CheckedOptions = { -readonly [Name in keyof typeof OPTIONS]-?: EventSourceInit[Name] } & Pick<Required<EventSourceInit>, "idleTimeout" | "connectTimeout" | "maxEventSize" | "secretHeaders" | "whenHidden" | "reconnectionTime">;

export const POLICY = {
  maxDelay: [30_000, 0],
  factor: [2, 1],
  jitter: [0.5, 0, 1],
  maxAttempts: [Infinity, 0],
  maxElapsed: [Infinity, 0],
  resetAfter: [5000, 0],
  statuses: [[], "an array"],
  decide: [, "a function"],
} as const satisfies Record<keyof ReconnectPolicy, Row>;

/**
 * Checks the options of a table, and returns them with defaults for those that are not given.
 * @param path the prefix of their names in messages
 * @throws {TypeError} if one is invalid; the message says which, and what it must be
 */
export function checked<T>(table: Readonly<Record<string, Row>>, given: object, path = ""): T {
  const options: Record<string, unknown> = {};
  for (const name in table) options[name] = check((given as typeof options)[name], path + name, table[name]!);
  return options as T;
}

/** Checks one option, and returns its value or its default. @throws {TypeError} if it is invalid */
export function check(value: unknown, name: string, [fallback, kind, max = Infinity]: Row): unknown {
  const isNumber = typeof kind === "number";
  const isRight = isNumber
    ? typeof value === "number" && value >= kind && value <= max
    : value === null || !kind || (kind === "an array" ? Array.isArray(value) : typeof value === kind.slice(2) || kind.includes(`"${value as string}"`) || (kind.endsWith("number") && Number(value) === value && value >= 0));
  if (value !== undefined && !isRight)
    throw new TypeError(`EventSource: \`${name}\` must be ${isNumber ? `a number from ${kind} to ${max}` : kind}, not ${String(value)}.`);
  return value ?? fallback;
}

/** Returns the options to pass on to `fetch`. */
export function fetchOptions(init: EventSourceInit): RequestInit {
  const own: Record<string, unknown> = { ...init };
  for (const name in OPTIONS) delete own[name];
  return own;
}
