// The contestants that run only in Node.
import { EventSourceStream } from "undici/lib/web/eventsource/eventsource-stream.js";

export const contestants = [
  {
    name: "undici",
    // Calls its transform as its stream would, but without the stream. It needs a Buffer, which costs almost nothing.
    make(onEvent) {
      const stream = new EventSourceStream({
        eventSourceSettings: {},
        push({ type, options: { data, lastEventId } }) {
          onEvent({ event: type === "message" ? undefined : type, id: lastEventId, data });
          return true;
        },
      });
      const done = (error) => {
        if (error) throw error;
      };
      return (bytes) => stream._transform(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), "buffer", done);
    },
  },
];
