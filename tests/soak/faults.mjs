// Plans the faults, in an order that the seed determines: request by request for each source, and for all of them at once.
import { dice, seedOf } from "../faults/dice.mjs";
import { CORS } from "./server.mjs";

/** A position after any head: browsers accept a head that a FIN truncates as complete. */
const BEHIND_HEAD = 700;
const STATUSES = [[500, "Internal Server Error"], [502, "Bad Gateway"], [503, "Service Unavailable"], [504, "Gateway Timeout"]];

function refusal(roll) {
  const [status, text] = STATUSES[roll(STATUSES.length)];
  const after = roll(2) ? ["Retry-After: 1"] : [];
  const cors = Object.entries(CORS).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${text}`, ...cors, ...after, "Content-Type: text/plain", "Content-Length: 4", "Connection: close", "", "busy"].join("\r\n");
}

/** Returns a position in the stream: usually early, sometimes after many events. */
const place = (roll) => roll(1 << (6 + roll(7)));

const HALF_OPEN = "half-open";
const UNHARMED = "unharmed";

const KINDS = {
  "cut by FIN": (roll) => [{ pass: BEHIND_HEAD + place(roll) }, { cut: "fin" }],
  "cut by RST": (roll) => [{ pass: place(roll) }, { cut: "reset" }],
  "reset at once": () => [{ cut: "reset" }],
  "stalled": (roll) => [{ pass: place(roll) }, { pause: roll(2500) }],
  "stalled, then cut": (roll) => [{ pass: place(roll) }, { pause: roll(2500) }, { cut: "reset" }],
  [HALF_OPEN]: (roll) => [{ pass: place(roll) }, { hang: true }],
  "slow": (roll) => [{ pass: place(roll) }, { bytewise: 1 + roll(200) }],
  "split": (roll) => [{ pass: 2000 + roll(6000), piece: () => 1 + roll(300) }, { cut: "reset" }],
  "5xx": (roll) => [{ answer: refusal(roll) }],
  [UNHARMED]: () => [],
};
const NAMES = Object.keys(KINDS);

/**
 * Returns the faults of one source, as a function of the request's number. While `calm()` returns true, there are no new faults.
 * @param share one request in this many gets a fault
 * @param met counts the faults of each kind
 */
export function faultsOf(seed, key, share, calm, met) {
  return (n, method) => {
    if (calm()) return [];
    const roll = dice(seedOf(`${seed}/${key}/${n}`));
    const drawn = roll(share) ? UNHARMED : NAMES[roll(NAMES.length)];
    // Chromium continues a preflight whose request was aborted, so half-open ones would occupy a host's six connections for good.
    const name = method === "OPTIONS" && drawn === HALF_OPEN ? UNHARMED : drawn;
    met[name] = (met[name] ?? 0) + 1;
    return KINDS[name](roll);
  };
}

/** Faults that affect all sources at once, one after the other until `stop()`. */
export class Weather {
  #roll;
  #pause;
  #met;
  #ended;
  #isOver = false;
  #wake = () => {};

  /** @param pause the minimum ms between two faults; the maximum is three times that */
  constructor(seed, pause, met) {
    this.#pause = pause;
    this.#roll = dice(seedOf(`${seed}/weather`));
    this.#met = met;
  }

  start(server, proxies) {
    this.#isOver = false;
    this.#ended = this.#run(server, proxies);
  }

  /** Resolves when everything is open again. */
  async stop() {
    this.#isOver = true;
    this.#wake();
    await this.#ended;
  }

  async #run(server, proxies) {
    const roll = this.#roll;
    for (;;) {
      await new Promise((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, this.#pause + roll(2 * this.#pause));
      });
      if (this.#isOver) return;
      const proxy = proxies[roll(proxies.length)];
      const [name, act] = [
        ["server restarted", () => server.restart(100 + roll(900))],
        ["all of a proxy reset", () => proxy.resetAll()],
        ["port refused", () => refuse(proxy, 200 + roll(1300))],
        ["all reset, port refused", () => (proxy.resetAll(), refuse(proxy, 200 + roll(1300)))],
      ][roll(4)];
      this.#met[name] = (this.#met[name] ?? 0) + 1;
      await act();
    }
  }
}

async function refuse(proxy, ms) {
  proxy.refuse();
  await new Promise((resolve) => setTimeout(resolve, ms));
  await proxy.open(proxy.port);
}
