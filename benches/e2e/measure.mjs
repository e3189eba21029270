// Inside an engine: one client, one stream.
import { clients } from "./clients.mjs";

const now = () => performance.timeOrigin + performance.now();

/** How far the server's clock is ahead, by the fastest of some requests; and within how much that is certain. */
async function clockOffset(origin) {
  let best = { offset: 0, within: Infinity };
  for (let i = 0; i < 20; i++) {
    const asked = now();
    const server = Number(await (await fetch(`${origin}/time`)).text());
    const within = (now() - asked) / 2;
    if (within < best.within) best = { offset: server - asked - within, within };
  }
  return best;
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
    const { offset, within } = await clockOffset(origin);
    // Clocks of one machine agree; only a difference that is certain is taken off.
    const ahead = Math.abs(offset) > within ? offset : 0;
    const latencies = [];
    await clients[name].run(`${origin}/ticks?rate=${rate}&seconds=${seconds}`, (data) => {
      const came = now();
      latencies.push(came + ahead - Number(data.slice(8, data.indexOf(","))));
    });
    return latencies;
  },
};
