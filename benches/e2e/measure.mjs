// Measures one client with one stream, inside an engine.
import { clients } from "./clients.mjs";

const now = () => performance.timeOrigin + performance.now();

/** Returns how far the server's clock is ahead, by the fastest of many requests. Measured only once, so that it is the same for all clients. */
let ahead;
async function clockOffset(origin) {
  let best = { offset: 0, took: Infinity };
  for (let i = 0; i < 100; i++) {
    const asked = now();
    const server = Number(await (await fetch(`${origin}/time`)).text());
    const took = now() - asked;
    if (took < best.took) best = { offset: server - asked - took / 2, took };
  }
  return best.offset;
}

globalThis.bench = {
  version: () => process.version,
  names: () => Object.entries(clients).map(([name, { silent = false }]) => ({ name, silent })),

  /** Returns the time in ms, the number of events received, and the CPU time in ms if the engine reports it. */
  async throughput(name, origin) {
    let events = 0;
    let sum = 0;
    globalThis.gc?.();
    const cpu = globalThis.process?.cpuUsage?.();
    const began = performance.now();
    await clients[name].run(`${origin}/stream`, (data) => {
      events++;
      sum += data.charCodeAt(data.length >> 1);
    });
    const ms = performance.now() - began;
    const used = cpu && process.cpuUsage(cpu);
    return { ms, events, sum, ...(used && { cpu: (used.user + used.system) / 1000 }) };
  },

  /** Returns the ms from the server's timestamp to the handler for each event. */
  async latency(name, origin, rate, seconds) {
    ahead ??= await clockOffset(origin);
    const latencies = [];
    await clients[name].run(`${origin}/ticks?rate=${rate}&seconds=${seconds}`, (data) => {
      const came = now();
      latencies.push(came + ahead - Number(data.slice(8, data.indexOf(","))));
    });
    return latencies;
  },
};
