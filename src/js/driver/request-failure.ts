import type { FailureReason } from "../failure/failure.js";

/** Why there is no response. */
export class RequestFailure {
  constructor(
    /** What of the request it was. */
    readonly reason: FailureReason,
    /** Another attempt would fail in the same way. */
    readonly futile: boolean,
    readonly error: unknown,
  ) {}
}

export function isStream(body: unknown): body is ReadableStream {
  return typeof ReadableStream === "function" && body instanceof ReadableStream;
}
