// Packs a package's tarball as `npm publish` would upload it, from the current build.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { root } from "./toolchain.mjs";

/** Packs into a folder. @param of the package's folder @returns the tarball's path */
export function pack(folder, of = root) {
  const printed = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: of, encoding: "utf8" });
  return path.join(folder, printed.trim().split("\n").pop());
}
