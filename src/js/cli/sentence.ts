/** A failure in a sentence, whose advice is about options of the command line; the class's own is about those of its constructor. */
import type { EventSourceErrorEvent } from "eventsource-wasm";
import { printable } from "./printable.js";
import type { CommandRequest } from "./request.js";

const EXCERPT = { lines: 8, width: 200 };

/** What happened, and what comes next. */
export function sentence(failure: EventSourceErrorEvent, request: CommandRequest, wasOpen: boolean): string {
  const { delay, willReconnect } = failure;
  const what = happened(failure, request, wasOpen);
  return `${what}${willReconnect ? ` Reconnecting in ${delay} ms.` : ""}`;
}

function happened({ reason, status = 0, headers, error, message }: EventSourceErrorEvent, { url, init }: CommandRequest, wasOpen: boolean): string {
  const { host } = new URL(url);
  const cause = causeOf(error);
  switch (reason) {
    case "end":
      return "The server ended the stream.";
    case "network":
      return wasOpen ? `The connection broke off${cause}.` : `No connection to ${host}${cause}.`;
    case "status":
      return `The server answered with status ${status} instead of 200. ${advice(status)}`;
    case "content-type": {
      const type = headers?.get("content-type");
      return `The server answered with ${type ? `Content-Type ${type}` : "no Content-Type"}, which is no text/event-stream. Check the URL, and whether the request has to ask for a stream.`;
    }
    case "no-content":
      return "The server answered with status 204, by which it asks clients to stop.";
    case "idle":
      return `Not a byte for ${init.idleTimeout} ms (--idle-timeout).`;
    case "connect-timeout":
      return `No answer from ${host} within ${init.connectTimeout} ms (--connect-timeout).`;
    case "gave-up":
      return `Gave up, by --max-attempts${cause || ": the server has ended the stream once more"}.`;
    default:
      return message;
  }
}

function advice(status: number): string {
  if (status === 401 || status === 403) return `Check the credentials: -H "Authorization: …".`;
  if (status === 404 || status === 410) return "Check the URL.";
  if (status === 405) return "Check the method: -X.";
  if (status === 415) return `Check the type of what was sent: -H "Content-Type: …".`;
  return status >= 500 ? "The server has a problem." : "Check the request: -H, -X, -d.";
}

/** The beginning of the response that was refused: some servers say there what they miss. */
export function excerpt({ body = "" }: EventSourceErrorEvent): string[] {
  const lines = printable(body).split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
  const shown = lines.slice(0, EXCERPT.lines).map((line) => (line.length > EXCERPT.width ? `${line.slice(0, EXCERPT.width)}…` : line));
  return lines.length > EXCERPT.lines ? [...shown, "…"] : shown;
}

/** `: why`, by the innermost cause: Node's fetch says "fetch failed" of everything. */
function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
  if (!(inner instanceof Error)) return "";
  return `: ${inner.message || (inner as NodeJS.ErrnoException).code || inner.name}`;
}
