// Chooses, for each session, the way in which its source is read.
import { dice, seedOf } from "../faults/dice.mjs";

const APIS = ["listeners", "listeners", "loop", "events"];
const POSITIONS = ["header", "param", "body", "cursor"];
/** Statuses after which to try again. */
const STATUSES = [401, 500, 502, 503, 504];

const pauseFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param ease how many times longer everything lasts than with few sources
 * @returns the choice: how to read, with which request, and until when
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
    /** The session ends in the middle of reading, after this many events. */
    most: roll(3) ? Infinity : 1 + roll(Math.ceil(4 * ease)),
    /** The session ends after this many ms, whatever it is doing. */
    life: roll(8) ? ease * (roll(2) ? 100 + roll(1000) : 500 + roll(12_000)) : Infinity,
    reconnectsEach: api === "events" ? undefined : some(4, () => ease * (200 + roll(4000))),
    /** How long a loop's body takes, in ms. */
    slow: some(4, () => roll(150)),
    hidden: one(["keep", "pause", 1000]),
    gap: roll(500),
  };
}

/** Returns a fresh token, or one that may have expired, until the server rejects it. */
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
 * Returns the arguments of a source.
 * @param after the number of the last event received
 * @param onresponse the option of that name
 * @param onFailure called with each failure, if the way uses `decide`
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
    // The server sends a comment every second.
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
