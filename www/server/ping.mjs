// The stream behind the simple demo: a `ping` each second, and now and then a message without a type.

const PING_MS = 1000;
const PINGS_PER_MESSAGE = 4;

/** GET: `ping` events with a JSON time. */
export function sendPings(request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  let count = 0;
  const send = () => {
    const time = new Date().toISOString();
    let text = `event: ping\ndata: ${JSON.stringify({ time })}\n\n`;
    if (++count % PINGS_PER_MESSAGE === 0) text += `data: a plain message after ${count} pings\n\n`;
    response.write(text);
  };
  send();
  const timer = setInterval(send, PING_MS);
  response.once("close", () => clearInterval(timer));
}
