/** Checks the `reconnect` option, and converts it for Rust. */
import type { Failure } from "../failure/failure.js";
import type { ReconnectPolicy } from "./init.js";
import { check, checked, POLICY } from "./options.js";

/** The policy as numbers for Rust; `enabled`, `jitterFirst` and `decide` are 0 or 1. */
export type PolicyNumbers = readonly [
  enabled: number, maxDelay: number, factor: number, jitter: number, jitterFirst: number, maxAttempts: number, maxElapsed: number, resetAfter: number, decide: number,
];

/** The fields of {@link POLICY}, in its order. */
type Fields = [maxDelay: number, factor: number, jitter: number, maxAttempts: number, maxElapsed: number, resetAfter: number, statuses: readonly number[], decide: unknown];

/**
 * Returns a policy's numbers, and the statuses after which it tries again.
 * @throws {TypeError} if a field is invalid; the message names it
 */
export function policyNumbers(reconnect: boolean | ReconnectPolicy): { policy: PolicyNumbers; statuses: readonly number[] } {
  const given = Object(reconnect) as ReconnectPolicy;
  const [maxDelay, factor, jitter, maxAttempts, maxElapsed, resetAfter, statuses, decide] = Object.values(checked<object>(POLICY, given, "reconnect.")) as Fields;
  for (const status of statuses) check(status, "reconnect.statuses", [, 100, 599]);
  // If the user sets a jitter, it also applies to the first reconnect after a `retry`.
  return { policy: [+!!reconnect, maxDelay, factor, jitter, +(given.jitter !== undefined), maxAttempts, maxElapsed, resetAfter, +!!decide], statuses };
}

/** Calls `decide`, and returns its decision as a number for Rust: a delay in ms, NaN for the policy's delay, or negative to give up. */
export async function decisionOf(policy: ReconnectPolicy, failure: Failure): Promise<{ delay: number; decideError_?: unknown }> {
  try {
    const decision: unknown = await policy.decide!(failure);
    if (decision === true) return { delay: NaN };
    if (decision === false) return { delay: -1 };
    if (typeof decision === "number" && decision >= 0) return { delay: decision };
    throw new TypeError(`it returned ${String(decision)}, which is neither a boolean nor a delay in ms`);
  } catch (error) {
    return { delay: -1, decideError_: error ?? new Error(String(error)) };
  }
}
