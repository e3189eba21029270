/** Failures to make or send a request. */
import type { FailureReason } from "../failure/failure.js";
import type { Attempt } from "../options/init.js";

/** Why a request got no response. */
export class RequestFailure {
  declare readonly reason: FailureReason;
  /** Whether another attempt would fail in the same way. */
  declare readonly isFutile_: boolean;
  declare readonly error: unknown;

  constructor(reason: FailureReason, isFutile: boolean, error: unknown) {
    this.reason = reason;
    this.isFutile_ = isFutile;
    this.error = error;
  }
}

/** Returns the result of `make`, whose exceptions become failures with this reason. @throws {RequestFailure} and nothing else */
export async function orFailure<T>(reason: FailureReason, isFutile: boolean, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    throw error instanceof RequestFailure ? error : new RequestFailure(reason, isFutile, error);
  }
}

/** Returns an option's value, or the result of calling it if it is a function. @throws {RequestFailure} with this reason */
export const optionValue = async <T>(reason: FailureReason, given: T | ((attempt: Attempt) => T | Promise<T>), attempt: Attempt): Promise<T> =>
  typeof given === "function" ? orFailure(reason, false, () => (given as (attempt: Attempt) => T)(attempt)) : given;

export function isStream(body: unknown): body is ReadableStream {
  return typeof ReadableStream === "function" && body instanceof ReadableStream;
}
