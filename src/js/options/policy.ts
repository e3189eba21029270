/** The `reconnect` option, checked. */
import type { Failure } from "../failure/failure.js";
import type { ReconnectPolicy } from "./init.js";
import { check, checked, POLICY } from "./options.js";

/** The policy as the connection takes it; `enabled`, `jitterFirst` and `decide` are 0 or 1. */
export type PolicyNumbers = readonly [
  enabled: number, maxDelay: number, factor: number, jitter: number, jitterFirst: number, maxAttempts: number, maxElapsed: number, resetAfter: number, decide: number,
];

/** What {@link POLICY} has, in its order. */
type Fields = [maxDelay: number, factor: number, jitter: number, maxAttempts: number, maxElapsed: number, resetAfter: number, statuses: readonly number[], decide: unknown];

/**
 * The numbers of a policy, and the statuses that it retries.
 * @throws {TypeError} if a field is not what it should be; the message names it
 */
export function policyNumbers(reconnect: boolean | ReconnectPolicy): { policy: PolicyNumbers; statuses: readonly number[] } {
  const given = Object(reconnect) as ReconnectPolicy;
  const [maxDelay, factor, jitter, maxAttempts, maxElapsed, resetAfter, statuses, decide] = Object.values(checked<object>(POLICY, given, "reconnect.")) as Fields;
  for (const status of statuses) check(status, "reconnect.statuses", [, 100, 599]);
  // A jitter that is asked for holds for the first reconnect after a `retry`, too.
  return { policy: [+!!reconnect, maxDelay, factor, jitter, +(given.jitter !== undefined), maxAttempts, maxElapsed, resetAfter, +!!decide], statuses };
}

/** What `decide` makes of a failure, as Rust takes it: a delay in ms, NaN for the policy's own, negative to give up. */
export async function decisionOf(policy: ReconnectPolicy, failure: Failure): Promise<{ delay: number; undecided_?: unknown }> {
  try {
    const decision: unknown = await policy.decide!(failure);
    if (decision === true) return { delay: NaN };
    if (decision === false) return { delay: -1 };
    if (typeof decision === "number" && decision >= 0) return { delay: decision };
    throw new TypeError(`it returned ${String(decision)}, which is neither a boolean nor a delay in ms`);
  } catch (error) {
    return { delay: -1, undecided_: error ?? new Error(String(error)) };
  }
}
