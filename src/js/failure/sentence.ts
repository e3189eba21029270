/** A failure in a sentence: what happened, to what URL, and what to do. */
import type { Circumstances } from "./failure.js";
import { STREAM_URL } from "../driver/stream-source.js";

export function sentence(circumstances: Circumstances): string {
  const { delay, reason, reconnect, undecided, url } = circumstances;
  const what = happened(circumstances);
  if (url === STREAM_URL) return what;
  if (undecided !== undefined) return `${what} Not reconnecting, since \`reconnect.decide\` failed${causeOf(undecided)}.`;
  if (delay >= 0) return `${what} Reconnecting in ${delay} ms.`;
  return !reconnect && /^(end|network|headers|body|idle|connect-timeout)$/.test(reason) ? `${what} Not reconnecting: \`reconnect\` is false.` : what;
}

function happened({ reason, error, response, url, wasOpen, init }: Circumstances): string {
  const cause = causeOf(error);
  const isStream = url === STREAM_URL;
  const status = response?.status ?? 0;
  const answered = `${url} answered with status ${status}${response?.statusText ? ` (${response.statusText})` : ""}`;
  switch (reason) {
    case "end":
      return isStream ? "The stream ended." : `The server ended the stream of ${url}.`;
    case "status":
      return `${answered} instead of 200. ${statusHint(status)}`;
    case "no-content":
      return `${answered}, by which a server asks clients to stop reconnecting.`;
    case "content-type": {
      const type = response?.headers.get("content-type");
      return `${url} answered with ${type ? `the Content-Type "${type}"` : "no Content-Type"} instead of text/event-stream. Check that the URL is that of an event stream, and what the server sets.`;
    }
    case "headers":
    case "body":
      return `The ${reason} of the request to ${url} could not be made${cause}. Check the \`${reason}\` option.`;
    case "cors":
      return `${url} answers, but CORS keeps the answer from this origin: the server has to send "Access-Control-Allow-Origin: ${globalThis.origin}"${init.withCredentials ? ' and "Access-Control-Allow-Credentials: true"' : ""}.`;
    case "too-large":
      return `An event from ${url} takes more than ${init.maxEventSize ?? init.maxBufferSize ?? "104857600"} bytes, so the connection was closed. Raise \`maxEventSize\` if such events are meant to come.`;
    case "idle":
      return `Not a byte has come from ${url} for ${init.idleTimeout} ms, so the connection counts as lost. Have the server send comments in between, or raise \`idleTimeout\`.`;
    case "connect-timeout":
      return `${url} has not answered within ${init.connectTimeout} ms. Check that the server runs, or raise \`connectTimeout\`.`;
    case "redirect":
      return `${url} answers with a redirect that was not followed${cause}. Give the URL that it leads to.`;
    case "gave-up":
      return `Gave up on ${url} after too many failures in a row, by \`reconnect.maxAttempts\` or \`reconnect.maxElapsed\`. ${status ? `The last answer had status ${status}.` : `The last failure${cause || ": the server ended the stream"}.`}`;
    default:
      if (isStream) return `The stream broke off${cause}.`;
      return wasOpen
        ? `The connection to ${url} broke off${cause}. Complete events were delivered, an unfinished one was dropped.`
        : `The connection to ${url || "the event stream"} failed${cause}. Check that the server runs and, for another origin, that it allows this one (CORS).`;
  }
}

function statusHint(status: number): string {
  if (status === 401 || status === 403) return "Check the credentials; `headers` may be a function that fetches a fresh token.";
  if (status === 404 || status === 410) return "Check the URL.";
  if (status === 405) return "Check the `method` option.";
  if (status >= 500) return "The server has a problem.";
  return "Check the request.";
}

/** `: why`, from the innermost cause: Node's fetch hides "connect ECONNREFUSED" behind "fetch failed". */
function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
  const code = (inner as { code?: unknown } | undefined)?.code;
  const text = inner instanceof Error ? inner.message || (code === undefined ? inner.name : String(code)) : inner;
  return text === undefined ? "" : `: ${String(text).replace(/\.$/, "")}`;
}
