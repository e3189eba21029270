// The parser, the stream, and the wasm as a file.
import { createParser, type EventSourceMessage } from "eventsource-wasm/parser";
import { init, initSync } from "eventsource-wasm/slim";
import { EventSourceParserStream } from "eventsource-wasm/stream";
import { install } from "eventsource-wasm/polyfill";
import wasm from "eventsource-wasm/wasm";

const parser = createParser({ onEvent: ({ data, event, id }: EventSourceMessage) => void [data.length, event?.length, id?.length], onRetry: (ms) => void ms.toFixed() });
parser.feed(new Uint8Array([10]));
parser.feed("data: a\n\n");
// @ts-expect-error: neither bytes nor a text
parser.feed(1);

export async function first(response: Response): Promise<EventSourceMessage | undefined> {
  install({ force: true });
  await init(wasm);
  initSync(wasm);
  const { value } = await response.body!.pipeThrough(new EventSourceParserStream()).getReader().read();
  return value;
}
