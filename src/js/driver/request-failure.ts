import type { FailureReason } from "../failure/failure.js";

/** Why there is no response. */
export class RequestFailure {
  constructor(
    /** What of the request it was. */
    readonly reason: FailureReason,
    /** Another attempt would fail in the same way. */
    readonly isFutile_: boolean,
    readonly error: unknown,
  ) {}
}

/** What `make` gives. @throws {RequestFailure} and nothing else */
export async function orFailure<T>(reason: FailureReason, isFutile: boolean, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    throw error instanceof RequestFailure ? error : new RequestFailure(reason, isFutile, error);
  }
}

export function isStream(body: unknown): body is ReadableStream {
  return typeof ReadableStream === "function" && body instanceof ReadableStream;
}
