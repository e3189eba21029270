// The stream behind the simple demo: a `ping` each second, and now and then a message without a type.
import { Body, eventStream } from "./body.js";

const PING_MS = 1000;
const PINGS_PER_MESSAGE = 4;

/** GET: `ping` events with a JSON time. */
export function sendPings() {
  const body = new Body(() => clearInterval(timer));
  let count = 0;
  const send = () => {
    if (body.full) return;
    const time = new Date().toISOString();
    let text = `event: ping\ndata: ${JSON.stringify({ time })}\n\n`;
    if (++count % PINGS_PER_MESSAGE === 0) text += `data: a plain message after ${count} pings\n\n`;
    body.write(text);
  };
  const timer = setInterval(send, PING_MS);
  send();
  return eventStream(body);
}
