// Inside an engine: one client, one stream.
import { clients } from "./clients.mjs";

const now = () => performance.timeOrigin + performance.now();

/** How far the server's clock is ahead, by the fastest of many requests; once, by which it is the same for all clients. */
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

  /** Gives milliseconds, the events that came, and the CPU time in milliseconds where it can be had. */
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

  /** Gives each event's milliseconds from the server's stamp to the handler. */
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
