// The runtimes other than the current Node and the browsers. All of them come from npm; each is installed on first use.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { cached } from "./npm-cache.mjs";

/** Not the package `node`, which needs its install scripts. */
const node = (version) => ({ specs: [`node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}@${version}`], binary: ["node-*", "bin", "node"] });

/** Pinned, so that a run is the same on every machine. `binary`: where it lies in `node_modules`, where npm has the one for this platform only. */
const RUNTIMES = {
  node22: node("22.23.3"),
  node24: node("24.21.0"),
  node26: node("26.10.0"),
  deno: { specs: ["deno@2.9.6"], binary: ["@deno", "*", "deno"] },
  bun: { specs: ["bun@1.4.5"], binary: ["@oven", "bun-*", "bin", "bun"] },
  workerd: { specs: ["workerd@1.20260426.1", "miniflare@4.20260426.0"], binary: ["@cloudflare", "workerd-*", "bin", "workerd"] },
};

/** Returns the first file that matches a pattern with `*`. */
function find(folder, [name, ...rest]) {
  const [start, end] = name.split("*");
  const names = end === undefined ? [name] : fs.readdirSync(folder).filter((one) => one.startsWith(start) && one.endsWith(end));
  const places = names.map((one) => path.join(folder, one)).filter((place) => fs.existsSync(place));
  return rest.length === 0 ? places[0] : places.map((place) => find(place, rest)).find(Boolean);
}

const look = (name) => {
  const major = /^node(\d+)$/.exec(name)?.[1];
  if (major && process.versions.node.startsWith(`${major}.`)) return { command: process.execPath, version: process.versions.node };
  const { specs, binary } = RUNTIMES[name];
  try {
    const modules = path.join(cached(name, specs, { force: false }), "node_modules");
    const command = find(modules, binary);
    if (!command) throw new Error(`npm has no ${name} for ${process.platform} on ${process.arch}`);
    const version = /\d[\d.-]*/.exec(execFileSync(command, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }))[0];
    return { command, version, modules };
  } catch (error) {
    return { why: `it cannot be installed or run here (${String(error.stderr || error.message).trim().split("\n")[0]})` };
  }
};

const known = new Map();

/** Returns a runtime's `command`, its `version` and the `modules` it came with, or only `why` if it is not available. */
export function runtime(name) {
  if (!known.has(name)) known.set(name, look(name));
  return known.get(name);
}

/** Returns a Node 24 for benchmarks. If it is not available, prints why, and returns `undefined`. */
export function node24() {
  const { command, why } = runtime("node24");
  if (why) console.log(`  no Node 24: ${why}`);
  return command;
}
