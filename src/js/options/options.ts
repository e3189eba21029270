/**
 * Each option of ours once: its name, its default and its check. `EventSourceInit` says what it means; whatever is not in here is
 * `fetch`'s, and handed to it. `tests/units/options.mjs` compares the tables in README.md and docs/.
 */
import type { EventSourceInit, ReconnectPolicy } from "./init.js";

/** The least that a number may be, or what else a value has to be. Without one it is converted, or checked where it is used. */
type Kind = number | "a function" | "a string" | "an array" | '"keep", "pause" or a number' | '"throw" or "end"';
/** The default comes first. */
type Row = readonly [fallback?: unknown, kind?: Kind, most?: number];

export const OPTIONS = {
  withCredentials: [false],
  fetch: [, "a function"],
  cursor: [, "a function"],
  lastEventId: [""],
  lastEventIdParam: [],
  // Its default depends on the method.
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

/** Our options, the defaults in the place of what is not given. */
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
 * The options of a table, the defaults in the place of what is not given.
 * @param path where they stand, for the message
 * @throws {TypeError} if one is not what it should be; the message says which, and what it has to be
 */
export function checked<T>(table: Readonly<Record<string, Row>>, given: object, path = ""): T {
  const options: Record<string, unknown> = {};
  for (const name in table) options[name] = check((given as typeof options)[name], path + name, table[name]!);
  return options as T;
}

/** The value of one option, or its default. @throws {TypeError} */
export function check(value: unknown, name: string, [fallback, kind, most = Infinity]: Row): unknown {
  const isNumber = typeof kind === "number";
  const isRight = isNumber
    ? typeof value === "number" && value >= kind && value <= most
    : value === null || !kind || (kind === "an array" ? Array.isArray(value) : typeof value === kind.slice(2) || kind.includes(`"${value as string}"`) || (kind.endsWith("number") && Number(value) === value && value >= 0));
  if (value !== undefined && !isRight)
    throw new TypeError(`EventSource: \`${name}\` must be ${isNumber ? `a number from ${kind} to ${most}` : kind}, not ${String(value)}.`);
  return value ?? fallback;
}

/** What is handed to `fetch` as it is. */
export function ofFetch(init: EventSourceInit): RequestInit {
  const own: Record<string, unknown> = { ...init };
  for (const name in OPTIONS) delete own[name];
  return own;
}
