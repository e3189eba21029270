// What a recipe is given as its `events()`: ours, or a loop over the class. Both resume soon, and can be stopped from outside.
import { EventSource, events } from "../../dist/index.js";

/** The recipe's own decision, without the wait, but not before the test is ready; `reconnect: true` takes the policy's. */
function soon(reconnect, ready = async () => {}) {
  const { decide = ({ willReconnect }) => willReconnect, ...policy } = reconnect === true ? {} : reconnect;
  return { ...policy, decide: async (failure) => decide(failure) && (await ready(), 5) };
}

/** `events()`. `stop` aborts its signal. */
export function loopPlayer(ready) {
  const controller = new AbortController();
  return {
    events: (url, init) => events(url, { ...init, reconnect: soon(init.reconnect, ready), signal: controller.signal }),
    stop: () => controller.abort(),
  };
}

/** The same; `stop` leaves the loop, as `break` would. */
export function leavingPlayer() {
  let loop;
  return {
    events: (url, init) => (loop = events(url, { ...init, reconnect: soon(init.reconnect) })),
    stop: () => void loop.return(),
  };
}

/** The same; it breaks after the n-th event. */
export function breakingPlayer(most) {
  return {
    async *events(url, init) {
      let count = 0;
      for await (const event of events(url, { ...init, reconnect: soon(init.reconnect) })) {
        yield event;
        if (++count === most) break;
      }
    },
    stop() {},
  };
}

/** The class. `stop` closes it. */
export function classPlayer() {
  let source;
  return {
    async *events(url, { until, ...init }) {
      source = new EventSource(url, { ...init, reconnect: soon(init.reconnect) });
      let failure;
      source.onerror = (event) => (failure = event.willReconnect ? undefined : event);
      try {
        for await (const { type, data, lastEventId: id } of source) {
          const event = { type, data, id, json: () => JSON.parse(data) };
          yield event;
          if (until?.(event)) return;
        }
      } finally {
        source.close();
      }
      // Without a closing event, the end of the response is one.
      if (failure && (until || failure.reason !== "end")) throw failure;
    },
    stop: () => source.close(),
  };
}
