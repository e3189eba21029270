// The lives: the faults of each one's connections, and the expected result.
//
// A life's `expected`: `reasons`, the reason of each error, if that is certain; `cuts`, how many the proxy makes; `atMost`, how many events
// there may be before the first error; `exactly`, how many there must be; `least`, the minimum number of errors; `first`, the reason of the
// first error, if others may follow. `via` is the proxy that the life goes through.
import { dice } from "./dice.mjs";
import { GATE_SIZE } from "./gate.mjs";
import { complete, COUNT } from "./stream.mjs";

const KINDS = ["fin", "reset"];
/** How long a stalled connection is silent, in ms. */
const STALL = 30;
/** The class's idle timeout, in ms. */
const TIMEOUT = 500;

/** One way in which the server sends. `first` is the position at which the first event is complete; `open` has those before the end of the last. */
export function describe(query, wire) {
  const ids = query.startsWith("ids=1");
  const whole = Array.from({ length: wire.length }, (_, at) => complete(ids, wire.body(at)));
  return { query, ids, wire, first: whole.findIndex((count) => count > 0), open: [...whole.keys()].filter((at) => whole[at] < COUNT) };
}

const places = ({ open }, step) => open.filter((at) => at % step === 0);
const inHead = ({ wire }, at) => at > 0 && at < wire.head;

const firstEventReceived = (life) => life.firstEventReceived;

/** Returns the expected result of one cut. */
function afterCut({ ids, wire }, at, kind) {
  const whole = complete(ids, wire.body(at));
  // For Node's fetch, a reset also ends a body without framing. When a body fails, a runtime drops what it has read but not yet passed on;
  // thanks to the ID, the server sends it again.
  const isEnd = !wire.isChunked && at >= wire.head;
  return { reasons: [isEnd ? "end" : "network"], cuts: 1, atMost: at < wire.head ? 0 : whole, exactly: isEnd && kind === "fin" ? whole : undefined };
}

const cutLife = (stream, at, kind, ...before) => ({ stream, faults: [[...before, { cut: kind }]], expected: afterCut(stream, at, kind) });
const unharmed = (stream, ...steps) => ({ stream, faults: [steps], expected: { reasons: [], cuts: 0 } });

/** A life whose connections are cut one after the other, each in its own way, until one brings the last event. */
function tornLife(stream, seed, allowed) {
  const roll = dice(seed + 1);
  const { wire } = stream;
  const fault = (from, ...steps) => {
    const at = from + roll(wire.length - from);
    const kinds = KINDS.filter((kind) => allowed(stream, at, kind));
    return [{ [roll(4) ? "pass" : "bytewise"]: at }, ...steps, { cut: kinds[roll(kinds.length)] }];
  };
  // The first one lasts until an event is received: without the server's reconnection time, each failure in a row would take seconds.
  return { stream, reportsFirstEvent: true, faults: [fault(stream.first, { until: firstEventReceived }), ...Array.from({ length: 1 + roll(5) }, () => fault(0))], expected: {} };
}

/** A life with a server that ends its responses after `most` events. */
const ended = (stream, most) => ({
  stream: { ...stream, query: `${stream.query}&most=${most}` }, faults: [], expected: { reasons: Array(Math.ceil(COUNT / most) - 1).fill("end"), cuts: 0 },
});

/**
 * @param streams the ways in which the server sends; the first ones get more cuts
 * @param step the number of bytes between two positions
 * @param isBrowser a browser accepts a head that a FIN truncates as complete, so such cuts form a separate group
 */
export function harmed(streams, step, isBrowser) {
  const resumable = streams.filter(({ ids }) => ids);
  const others = streams.filter(({ ids }) => !ids);
  const allowed = (stream, at, kind) => !isBrowser || kind === "reset" || !inHead(stream, at);
  const cuts = (among, apart, before) =>
    among.flatMap((stream) => KINDS.flatMap((kind) => places(stream, apart).filter((at) => allowed(stream, at, kind)).map((at) => cutLife(stream, at, kind, ...before(at)))));
  const groups = [
    { name: "cut at every place", lives: [...cuts(resumable.slice(0, 1), step, (at) => [{ pass: at }]), ...cuts(resumable.slice(1), 3 * step, (at) => [{ pass: at }])] },
    { name: "cut, without IDs", lives: cuts(others, 9 * step, (at) => [{ pass: at }]) },
    { name: "connection after connection", lives: resumable.flatMap((stream) => Array.from({ length: Math.ceil(100 / step) }, (_, seed) => tornLife(stream, seed, allowed))) },
    { name: "slices of 1 byte", lives: [...streams.map((stream) => unharmed(stream, { bytewise: Infinity })), ...cuts(streams, 61 * step, (at) => [{ bytewise: at }])] },
    { name: "stall, then cut", lives: cuts(streams, 29 * step, (at) => [{ pass: at }, { pause: STALL }]) },
    { name: "stall, then go on", lives: streams.flatMap((stream) => places(stream, 29 * step).map((at) => unharmed(stream, { pass: at }, { pause: STALL }))) },
    {
      name: "slow head",
      lives: streams.flatMap((stream) => [
        unharmed(stream, { bytewise: stream.wire.head }),
        unharmed(stream, { pause: 10 * STALL }),
        unharmed(stream, { pass: Math.floor(stream.wire.head / 2) }, { pause: 10 * STALL }),
      ]),
    },
    { name: "ended by the server", lives: resumable.flatMap((stream) => [1, 5].map((most) => ended(stream, most))) },
  ];
  if (!isBrowser) return groups;
  const heads = places(resumable[0], step).filter((at) => inHead(resumable[0], at));
  return [...groups, { name: "a head cut by a FIN", native: true, lives: heads.map((at) => cutLife(resumable[0], at, "fin", { pass: at })) }];
}

/** Lives whose silence ends by a timeout of the class. On a busy machine, the next connection may time out, too. */
export function timedOut(streams, step) {
  const life = (stream, init, first, at, ...steps) => {
    const { atMost } = afterCut(stream, at, "reset");
    return { stream, init, faults: [[{ pass: at }, ...steps]], expected: { first, cuts: 0, least: 1, atMost } };
  };
  const [idle, connect] = [{ idleTimeout: TIMEOUT }, { connectTimeout: TIMEOUT }];
  const at = (stream, isWanted) => places(stream, 11 * step).filter((place) => isWanted(place < stream.wire.head));
  return [
    { name: "stall, idleTimeout", lives: streams.flatMap((stream) => at(stream, (isHead) => !isHead).map((place) => life(stream, idle, "idle", place, { hang: true }))) },
    {
      name: "slow head, connectTimeout",
      // No more than a browser has connections: waiting for one would count as silence, too.
      lives: at(streams[0], (isHead) => isHead).flatMap((place) => [{ hang: true }, { pause: 4 * TIMEOUT }].map((fault) => life(streams[0], connect, "connect-timeout", place, fault))),
    },
  ];
}

/** Lives on another origin. Browsers make additional requests there: a preflight for an ID, and our probe for CORS. */
export function crossOrigin([stream], step, via) {
  const { wire } = stream;
  const middle = Math.floor((wire.head + wire.length) / 2);
  const heads = places(stream, 3 * step).filter((at) => at < wire.head);
  return [
    { name: "another origin, first answer cut", lives: heads.map((at) => ({ ...cutLife(stream, at, "reset", { pass: at }), via })) },
    { name: "another origin, preflight cut", lives: heads.map((at) => ({ stream, via, faults: [[{ pass: middle }, { cut: "fin" }], [{ pass: at }, { cut: "reset" }]], expected: {} })) },
  ];
}

/** Lives that meet a closed port: at the start, or when their server restarts. Each gate waits for all of its lives. */
export function refused(streams, gates) {
  const life = (gate, i, n) => {
    const stream = streams[i % 2];
    const common = { stream, via: gate.proxy, gate, reportsFirstEvent: true };
    if (i === 0) return { ...common, faults: [], expected: { cuts: 0, least: 1 } };
    const within = stream.open.filter((at) => at > stream.first);
    const at = within[((i * GATE_SIZE + n) * 37) % within.length];
    return { ...common, faults: [[{ pass: at }, { until: firstEventReceived }, { until: gate.allThere }, { cut: "reset" }]], expected: { cuts: 1, least: 3 } };
  };
  gates[0].refuse(1);
  return [{ name: "refused", lives: gates.flatMap((gate, i) => Array.from({ length: GATE_SIZE }, (_, n) => life(gate, i, n))) }];
}
