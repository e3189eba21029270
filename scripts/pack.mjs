// Packs a package's tarball as `npm publish` would upload it, from the current build, and unpacks it as npm would install it.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "./toolchain.mjs";

/** Packs into a folder. @param of the package's folder @returns the tarball's path */
export function pack(folder, of = root) {
  const printed = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: of, encoding: "utf8" });
  return path.join(folder, printed.trim().split("\n").pop());
}

/** Puts a tarball's package into a folder, in the place of what is there. */
export function unpack(tarball, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
}
