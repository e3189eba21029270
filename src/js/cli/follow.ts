/** Follows an event stream to its end. */
import { EventSource, type EventSourceErrorEvent } from "eventsource-wasm";
import type { Format } from "./format.js";
import type { NoticeStyle } from "./notices.js";
import { Output } from "./output.js";
import type { CommandRequest } from "./request.js";
import { excerpt, sentence } from "./sentence.js";
import { EXIT } from "./usage.js";

export interface FollowOptions {
  request: CommandRequest;
  /** The event types to print; if empty, all of them. */
  types: readonly string[];
  /** The data of the last event to wait for. */
  until: string | undefined;
  /** Whether to print that event, too. */
  printsLast: boolean;
  format: Format;
  say(text: string, style?: NoticeStyle): void;
}

/** Prints the events of a stream. Returns the exit code. */
export async function follow({ request, types, until, printsLast, format, say }: FollowOptions): Promise<number> {
  let response: Response | undefined;
  let wasOpen = false;
  /** The failure that ended the connection for good. */
  let failure: EventSourceErrorEvent | undefined;
  let untilMet = false;

  const source = new EventSource(request.url, { ...request.init, onresponse: (answer) => (response = answer) });
  const output = new Output(process.stdout, () => source.close());
  say(`${request.init.method} ${request.url}`);
  source.onopen = () => {
    wasOpen = true;
    const { status, headers, url } = response!;
    say(`${status} ${headers.get("content-type")}${url === request.url ? "" : `, from ${url}`}`);
  };
  source.onerror = (event: EventSourceErrorEvent) => {
    if (event.willReconnect) say(sentence(event), "yellow");
    else failure = event;
  };
  process.once("SIGINT", () => {
    source.close();
    // Exit at once: the pending output may wait for a reader that has stopped.
    process.exit(EXIT.interrupted);
  });

  for await (const { type, data, lastEventId: id } of source) {
    untilMet = data === until;
    const isPrinted = (types.length === 0 || types.includes(type)) && (printsLast || !untilMet);
    if (isPrinted) await output.write(format({ type, data, id }));
    if (untilMet || output.failure) break;
  }
  await output.end();

  if (output.failure) {
    if (output.failure.code === "EPIPE") return EXIT.ended;
    process.stderr.write(`eventsource-wasm: the output cannot be written: ${output.failure.message}\n`);
    return EXIT.output;
  }
  if (untilMet || !failure) return EXIT.ended;
  const code = exitCode(failure, wasOpen);
  const isEarly = code === EXIT.ended && until !== undefined;
  say(`${sentence(failure)}${isEarly ? " That was before --until was met." : ""}`, code === EXIT.ended && !isEarly ? "dim" : "red");
  for (const line of excerpt(failure)) say(`  ${line}`);
  return isEarly ? EXIT.lost : code;
}

function exitCode({ reason }: EventSourceErrorEvent, wasOpen: boolean): number {
  switch (reason) {
    case "end":
      return EXIT.ended;
    case "no-content":
      return wasOpen ? EXIT.ended : EXIT.refused;
    case "status":
    case "content-type":
    case "redirect":
      return EXIT.refused;
    default:
      return EXIT.lost;
  }
}
