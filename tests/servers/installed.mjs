// Packages of servers, installed once into the user's cache.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { step } from "../../scripts/setup.mjs";
import { cache } from "../../scripts/toolchain.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";

/** A package cannot be had here: its server is left out, and the message says why. */
export class Unavailable extends Error {}

/**
 * The cache's folder for what `make` puts into it, by name and by what that depends on. It is made under another name first,
 * so that a broken-off one is never taken for whole.
 */
export async function installed(name, dependsOn, make) {
  const hash = crypto.createHash("sha256").update(dependsOn.join("\0")).digest("hex").slice(0, 12);
  const folder = path.join(cache, `server-${name}-${hash}`);
  if (fs.existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  try {
    fs.mkdirSync(unfinished, { recursive: true });
    await make(unfinished);
    // Another run may have been faster.
    if (!fs.existsSync(folder)) fs.renameSync(unfinished, folder);
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** A step by which packages come here; where it fails, they are not to be had. */
export async function fetched(title, command, args, options) {
  try {
    await step(title, command, args, options);
  } catch (error) {
    const lines = error.message.split("\n").filter((line) => line.trim());
    throw new Unavailable(`\`${[path.basename(command), ...args].join(" ")}\` failed: ${lines.at(-1).trim()}`);
  }
}

/** The packages of a package-lock.json, in reach of the server's own folder. */
export async function npmPackages(name, server) {
  const files = ["package.json", "package-lock.json"].map((file) => path.join(server, file));
  const folder = await installed(name, files.map((file) => fs.readFileSync(file, "utf8")), async (unfinished) => {
    for (const file of files) fs.copyFileSync(file, path.join(unfinished, path.basename(file)));
    await fetched(`${name}: npm packages (once)`, "npm", ["ci", "--prefix", unfinished, "--no-audit", "--no-fund", "--ignore-scripts"]);
  });
  const link = path.join(server, "node_modules");
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.join(folder, "node_modules"), link);
}

/**
 * A project with the packages of a package-lock.json in its `node_modules`, as links to the cached files: replace a package there, never
 * write into its files. It goes with `remove()`, or with this process.
 */
export async function linkedProject(name, server) {
  await npmPackages(name, server);
  // Beside the cached packages, so that they can be linked rather than copied.
  const { folder, remove } = temporaryFolder(`${name}-project`, cache);
  const modules = path.join(folder, "node_modules");
  execFileSync("cp", ["-al", fs.realpathSync(path.join(server, "node_modules")), modules]);
  return { folder, modules, remove };
}
