/** The `reconnect` option, checked. */
import type { Failure } from "../failure/failure.js";
import type { ReconnectPolicy } from "./init.js";
import { numberOption } from "./number-option.js";

/** Numbers, in the order of Rust's `Source::set_policy`, with the least and the most that they may be. */
const FIELDS = [
  ["maxDelay", 0, Infinity], ["factor", 1, Infinity], ["jitter", 0, 1], ["maxAttempts", 0, Infinity], ["maxElapsed", 0, Infinity], ["resetAfter", 0, Infinity],
] as const;
const STATUS = 6;
const DECIDE = 7;

/** What Rust is told: which field, and its value. */
export type PolicySetting = [field: number, value: number];

/** @throws {TypeError} if a field is not what it should be; the message names it */
export function policySettings(policy: ReconnectPolicy): PolicySetting[] {
  const settings: PolicySetting[] = [];
  FIELDS.forEach(([name, least, most], field) => {
    const value = numberOption(policy, name, least, most, "reconnect.");
    if (value !== undefined) settings.push([field, value]);
  });
  for (const status of policy.statuses ?? []) settings.push([STATUS, numberOption({ status }, "status", 100, 599, "reconnect.statuses: ")!]);
  if (policy.decide !== undefined) {
    if (typeof policy.decide !== "function") throw new TypeError("EventSource: reconnect.decide must be a function.");
    settings.push([DECIDE, 0]);
  }
  return settings;
}

/** What `decide` makes of a failure, as Rust takes it: a delay in ms, NaN for the policy's own, negative to give up. */
export async function decisionOf(policy: ReconnectPolicy, failure: Failure): Promise<{ delay: number; undecided?: unknown }> {
  try {
    const decision: unknown = await policy.decide!(failure);
    if (decision === true) return { delay: NaN };
    if (decision === false) return { delay: -1 };
    if (typeof decision === "number" && decision >= 0) return { delay: decision };
    throw new TypeError(`reconnect.decide gave ${String(decision)}, which is neither a boolean nor a delay in ms`);
  } catch (error) {
    return { delay: -1, undecided: error ?? new Error(String(error)) };
  }
}
