// Plays one recipe through a proxy of its own.
import { Proxy } from "./proxy.mjs";

/** What a life may take, in ms. */
const LIMIT = 20_000;

/** @returns { printed, error, requests } when the recipe is over; `during(proxy)` may do something meanwhile */
export async function play({ program, given }, { origin, player, cuts, during }) {
  const proxy = await Proxy.open(origin, cuts);
  const printed = [];
  let late;
  try {
    const run = program(proxy.origin, await given(origin), player.events, (line) => printed.push(line)).then(() => undefined, (error) => error);
    const limit = new Promise((_resolve, reject) => {
      late = setTimeout(() => reject(new Error(`it is not over after ${LIMIT} ms; it printed ${JSON.stringify(printed)}, and asked ${asked(proxy.requests)}`)), LIMIT);
    });
    await Promise.race([during?.(proxy), limit]);
    const error = await Promise.race([run, limit]);
    return { printed, error, requests: proxy.requests };
  } finally {
    clearTimeout(late);
    proxy.close();
  }
}

export const asked = (requests) => requests.map(({ method, url, lastEventId, events, bytes }) => `${method} ${url} (${lastEventId}) got ${events} events, ${bytes} bytes`).join("; ");
