// Computes the results of a run.
import { goalTable, judge } from "../report/goals.mjs";
import { median, quantile, short, speedup } from "../report/numbers.mjs";
import { markdown } from "../report/page.mjs";

const OURS = "eventsource-wasm";
const NPM = "eventsource 5";
const UNHEARD = "eventsource-wasm, no listener";
const BOUND = "bare fetch loop";

const round4 = (value) => Number(value.toPrecision(4));

/** Returns the medians of the rounds, by client. For ratios, the median of each round's ratio. */
export function summary(runs, events) {
  const times = (name) => runs[name].throughput.map(({ ms }) => ms);
  return Object.entries(runs).map(([name, { throughput, latency }]) => ({
    name,
    ms: round4(median(times(name))),
    perSecond: Math.round((events / median(times(name))) * 1000),
    toNpm: round4(speedup(times(NPM), times(name))),
    toBound: round4(speedup(times(BOUND), times(name))),
    ...(throughput[0].cpu !== undefined && { cpu: round4((median(throughput.map(({ cpu }) => cpu)) / events) * 1e6) }),
    ...(latency.length > 0 && { p50: round4(median(latency.map((list) => quantile(list, 0.5)))), p99: round4(median(latency.map((list) => quantile(list, 0.99)))) }),
  }));
}

export function tables({ key, title }, results) {
  const of = (name) => results.find((result) => result.name === name);
  const measured = {
    "events per second, to npm eventsource": of(OURS).toNpm,
    "p50 latency, npm eventsource's to ours": of(OURS).p50 && of(NPM).p50 / of(OURS).p50,
    "p99 latency, npm eventsource's to ours": of(OURS).p99 && of(NPM).p99 / of(OURS).p99,
    "without a listener, to the bare read loop": of(UNHEARD).toBound,
  };
  const hasCpu = results.some(({ cpu }) => cpu !== undefined);
  const ms = (value) => (value === undefined ? "" : `${value.toFixed(2)} ms`);
  const rows = [
    ["client", "events/s", "to eventsource 5", "to the bare loop", ...(hasCpu ? ["CPU per event"] : []), "p50", "p99"],
    ...results.map(({ name, perSecond, toNpm, toBound, cpu, p50, p99 }) => [
      name, short(perSecond), toNpm.toFixed(2), toBound.toFixed(2), ...(hasCpu ? [`${short(cpu)} ns`] : []), ms(p50), ms(p99),
    ]),
  ];
  const goals = goalTable(judge("e2e", key, ({ of: what }) => measured[what]));
  return { rows, goals, speedup: of(OURS).toNpm, page: `### ${title}\n\n${markdown(rows)}\n\n${markdown(goals)}` };
}
