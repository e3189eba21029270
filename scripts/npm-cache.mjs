// The user's cache for packages that tests and benchmarks need. They are downloaded on first use, so a mere build never needs them.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { cache } from "./toolchain.mjs";

/** Installs npm packages into a folder. `force` also accepts packages for other engines. */
export function install(folder, specs, { force = true } = {}) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), `{"private":true,"type":"module"}`);
  const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=3000", "--ignore-scripts", ...(force ? ["--force"] : [])];
  execFileSync("npm", ["install", ...flags, ...specs], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
}

/** Returns a folder of the cache, filled once. It is filled under another name first, so that an interrupted one is never used. */
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
    // Another process may have been faster.
    if (!fs.existsSync(folder)) throw error;
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Returns the cache's folder with these packages. */
export const cached = (name, specs, options) => kept(name, specs.join(" "), specs.join(", "), (folder) => install(folder, specs, options));
