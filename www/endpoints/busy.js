// A server that is too busy for two requests of three, then counts to five and ends: what a reconnect policy is for.
import { Body, eventStream, json } from "./body.js";

const COUNT_MS = 400;
const LAST = 5;

/** The handler, with a count of the requests of its own. */
export function createBusy() {
  let requests = 0;
  return function answerBusy(request) {
    if (++requests % 3 !== 0) return json(503, { error: "Too many clients. Come back in a second." }, { "Retry-After": "1" });
    const body = new Body(() => clearInterval(timer));
    let number = Number(request.headers.get("last-event-id")) || 0;
    const timer = setInterval(() => {
      number++;
      body.write(`id: ${number}\ndata: number ${number}\n\n`);
      if (number % LAST === 0) body.end();
    }, COUNT_MS);
    body.write(": at last\n\n");
    return eventStream(body);
  };
}
