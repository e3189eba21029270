// Starts the players, and assigns each its sources and their proxies.
import { runtime } from "../../scripts/runtimes.mjs";
import { Proxy } from "../faults/proxy.mjs";
import { faultsOf } from "./faults.mjs";
import { startNode, startTabs } from "./players.mjs";

const PROXIES = 4;
/** Sources per host: a browser allows six connections to a host, and one is left for preflights. */
const PER_HOST = 5;
const PER_TAB = 8 * PER_HOST;

export async function openProxies(port, openAbove) {
  const proxies = Array.from({ length: PROXIES }, () => new Proxy(port));
  for (const proxy of proxies) await openAbove(proxy);
  return proxies;
}

/** Returns a player's sources, and plans their faults with the proxies. */
function targetsOf(place, count, proxies, hostOf, plan) {
  return Array.from({ length: count }, (_, i) => {
    const key = `${place}-${i}`;
    const proxy = proxies[(Math.floor(i / PER_HOST) + place.length) % proxies.length];
    proxy.plan(key, plan(key));
    return { key, base: `http://${hostOf(i)}:${proxy.port}` };
  });
}

/**
 * @param names any of `node` (the current one), `node24`, `chromium`
 * @param each the number of sources for each name
 * @param faults the further arguments of `faultsOf`
 * @returns the players with their `targets`, and the `stage`, which shows and hides tabs
 */
export async function startPlaces(names, each, seed, proxies, faults) {
  const plan = (key) => faultsOf(seed, key, ...faults);
  const players = [];
  let browser;
  for (const name of names) {
    if (name !== "chromium") {
      const { command, version, why } = name === "node" ? { command: process.execPath, version: process.versions.node } : runtime(name);
      if (!command) throw new Error(`no ${name}: ${why}`);
      players.push({ ...startNode(`Node ${version}`, command), targets: targetsOf(name, each, proxies, () => "127.0.0.1", plan) });
      continue;
    }
    const tabs = Array.from({ length: Math.ceil(each / PER_TAB) }, (_, i) => `tab${i + 1}`);
    // The first few sources of a tab have its own origin; the others have other origins, so they need CORS.
    const targets = tabs.map((tab, t) => targetsOf(tab, Math.min(PER_TAB, each - t * PER_TAB), proxies, (i) => `${tab}-${Math.floor(i / PER_HOST)}.localhost`, plan));
    browser = await startTabs(targets.map(([{ base }]) => `${base}/tests/soak/page.html`), seed);
    for (const [i, tab] of browser.tabs.entries()) players.push({ ...tab, targets: targets[i] });
  }
  return { players, stage: browser?.stage, version: browser?.version, close: () => browser?.close() };
}
