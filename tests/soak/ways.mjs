// In which way a source is read for a while: drawn anew for each time that it is opened.
import { dice, seedOf } from "../faults/dice.mjs";

const APIS = ["listeners", "listeners", "loop", "events"];
const POSITIONS = ["header", "param", "body", "cursor"];
/** Refusals that are worth another attempt. */
const STATUSES = [401, 500, 502, 503, 504];

const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param ease how many times longer all lasts than with few sources
 * @returns what is drawn: how to read, by which request, until when
 */
export function drawWay(seed, key, n, ease) {
  const roll = dice(seedOf(`${seed}/way/${key}/${n}`));
  const one = (list) => list[roll(list.length)];
  const some = (times, ms) => (roll(times) ? undefined : ms());
  const api = one(APIS);
  return {
    api,
    position: one(POSITIONS),
    framing: some(3, () => "close"),
    hasToken: roll(3) === 0,
    hasFunctionUrl: roll(4) === 0,
    decides: roll(2) === 0,
    signal: one(["none", "own", "shared"]),
    ending: one(["close", "abort"]),
    /** Ends in the middle of reading, after so many events. */
    most: roll(3) ? Infinity : 1 + roll(Math.ceil(4 * ease)),
    /** Ends after so many ms, whatever is under way. */
    life: roll(8) ? ease * (roll(2) ? 100 + roll(1000) : 500 + roll(12_000)) : Infinity,
    reconnectsEach: api === "events" ? undefined : some(4, () => ease * (200 + roll(4000))),
    /** ms that a loop's body takes. */
    slow: some(4, () => roll(150)),
    hidden: one(["keep", "pause", 1000]),
    gap: roll(500),
  };
}

/** A token that is fresh, or one that may have expired until the server says so. */
function tokens() {
  let token;
  return async ({ lastError }) => {
    if (!token || lastError?.status === 401) {
      await pauseFor(5);
      token = Date.now();
    }
    return { Authorization: `Bearer ${token}` };
  };
}

/**
 * The arguments of a source.
 * @param after the last event that was taken
 * @param onresponse the option of that name
 * @param onFailure is told of each failure, where the way has a `decide`
 */
export function argumentsOf(way, { base, key }, after, signal, { onresponse, onFailure }) {
  const url = new URL(`${base}/soak?life=${key}`);
  if (way.position === "cursor") url.searchParams.set("ids", "0");
  if (way.framing) url.searchParams.set("framing", way.framing);
  if (way.hasToken) url.searchParams.set("token", "1");
  const decide = (failure) => {
    onFailure(failure);
    return failure.willReconnect ? Math.min(failure.delay, 300) : false;
  };
  const init = {
    onresponse,
    reconnect: { statuses: STATUSES, maxDelay: 1000, ...(way.decides && { decide }) },
    // The server's comments come each second.
    idleTimeout: 4000,
    connectTimeout: 6000,
    whenHidden: way.hidden,
    ...(after > 0 && { lastEventId: String(after) }),
    ...(way.hasToken && { headers: tokens() }),
    ...(signal && { signal }),
    ...(way.position === "param" && { lastEventIdParam: "after" }),
    ...(way.position === "body" && { method: "POST", body: ({ lastEventId }) => JSON.stringify({ after: lastEventId || "0" }) }),
    ...(way.position === "cursor" && { cursor: ({ data }) => String(Number.parseInt(data, 10)) }),
  };
  return [way.hasFunctionUrl ? async () => url : url.href, init];
}
