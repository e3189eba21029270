// The user's cache, where what tests and benchmarks need is put when it is first asked for: who only builds never downloads it.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { cache } from "./toolchain.mjs";

/** npm packages into a folder of their own; `force` takes what other engines are meant for, too. */
export function install(folder, specs, { force = true } = {}) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), `{"private":true,"type":"module"}`);
  const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=3000", "--ignore-scripts", ...(force ? ["--force"] : [])];
  execFileSync("npm", ["install", ...flags, ...specs], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
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
  } catch (error) {
    // Another process may have been first.
    if (!fs.existsSync(folder)) throw error;
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** The cache's folder with these packages. */
export const cached = (name, specs, options) => kept(name, specs.join(" "), specs.join(", "), (folder) => install(folder, specs, options));
