/**
 * Describes a failure in a sentence: what happened, to what URL, and what to do. `tests/vectors/sentences.json` has every sentence, for
 * this file, the Rust client (`src/client/sentence.rs`) and the command (`src/js/cli/sentence.ts`).
 */
import { STREAM_URL } from "../driver/stream-source.js";
import type { Circumstances, EarlyEnd, FailureReason } from "./failure.js";

/** The wording of `events()` for an end of the stream before `until` returned true. */
export const EARLY_END: EarlyEnd = [" before `until` was true", ' Part of the answer may be missing. If this server sends no closing event, set `incomplete` to "end".'];

/** Returns the sentence: what happened, and what happens next. */
export function sentence(circumstances: Circumstances): string {
  const { delay, lastReason_, options_, reason, decideError_, url } = circumstances;
  const what =
    reason === "gave-up"
      ? `Gave up reconnecting: \`reconnect.maxAttempts\` or \`reconnect.maxElapsed\` was reached. Last failure: ${happened(circumstances, lastReason_)}`
      : happened(circumstances, reason);
  if (url === STREAM_URL) return what;
  if (decideError_ !== undefined) return `${what} Not reconnecting: \`reconnect.decide\` failed${causeOf(decideError_)}.`;
  if (delay >= 0) return `${what} Reconnecting in ${delay} ms.`;
  return !options_.reconnect && /^(end|network|headers|body|idle|connect-timeout)$/.test(reason) ? `${what} Not reconnecting: \`reconnect\` is off.` : what;
}

function happened({ earlyEnd_: [when, advice] = ["", ""], error, endedMidEvent_, response, url, wasOpen_, options_ }: Circumstances, reason: FailureReason): string {
  const cause = causeOf(error);
  const isStream = url === STREAM_URL;
  const text = response?.statusText;
  const returned = `${url} returned status ${response?.status}${text ? ` (${text})` : ""}`;
  switch (reason) {
    case "end":
      return `${isStream ? "The stream ended" : `The server ended the stream at ${url}`}${when}${endedMidEvent_ ? `${when && ","} in the middle of an event, which was discarded` : ""}.${advice}`;
    case "status":
      return `${returned} instead of 200. ${hint(response!.status)}`;
    case "no-content":
      return `${returned}, which tells clients to stop reconnecting.`;
    case "content-type": {
      const type = response!.headers.get("content-type");
      return `${url} returned ${type ? `Content-Type "${type}"` : "no Content-Type"} instead of text/event-stream. Check the URL and the server's headers.`;
    }
    case "headers":
    case "body":
      return `Could not create the request ${reason} for ${url}${cause}. Check the \`${reason}\` option.`;
    case "cors":
      return `CORS blocked the response from ${url}. The server must send "Access-Control-Allow-Origin: ${globalThis.origin}"${options_.withCredentials ? ' and "Access-Control-Allow-Credentials: true"' : ""}.`;
    case "too-large":
      return `An event from ${url} exceeded ${options_.maxEventSize} bytes, so the connection was closed. Raise \`maxEventSize\` if you expect events this large.`;
    case "idle":
      return `Received nothing from ${url} for ${options_.idleTimeout} ms, so the connection was closed. Have the server send comments as keep-alives, or raise \`idleTimeout\`.`;
    case "connect-timeout":
      return `${url} did not respond within ${options_.connectTimeout} ms. Check that the server is running, or raise \`connectTimeout\`.`;
    case "redirect":
      return `Did not follow a redirect from ${url}${cause}. Use the URL that it leads to.`;
    default:
      if (isStream) return `The stream failed${cause}.`;
      if (wasOpen_) return `The connection to ${url} was lost${cause}. Any incomplete event was discarded.`;
      return response
        ? `${returned}, but its body could not be read${cause}. Check the server and any service worker or custom \`fetch\`.`
        : `Could not connect to ${url || "the event stream"}${cause}. Check that the server is running and allows this origin (CORS).`;
  }
}

function hint(status: number): string {
  if (status === 401 || status === 403) return "Check the credentials; `headers` can be a function that fetches a fresh token.";
  if (status === 404 || status === 410) return "Check the URL.";
  if (status === 405) return "Check the `method` option.";
  if (status === 415) return "Check the request's Content-Type.";
  if (status === 429) return "The server limits how often you may connect; try again later.";
  if (status >= 500) return "The server failed; check its logs or try again later.";
  return "Check the request.";
}

/** Returns `: message` of the innermost cause, or `""`: Node's fetch hides "connect ECONNREFUSED" behind "fetch failed". */
function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
  const code = (inner as { code?: unknown } | undefined)?.code;
  const text = inner instanceof Error ? inner.message || (code ?? inner.name) : inner;
  return text === undefined ? "" : `: ${String(text).replace(/\.$/, "")}`;
}
