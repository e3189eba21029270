// The lock file, though empty, is what Parcel takes the project's root to be by.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const bin = path.join(path.dirname(require.resolve("parcel/package.json")), "lib/bin.js");

function parcel(...args) {
  const { status } = spawnSync(process.execPath, [bin, "build", ...args, "--no-cache", "--no-source-maps", "--no-autoinstall", "--log-level", "warn"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

export const app = () => parcel("index.html", "--dist-dir", "out");

/** Each by itself, to where it can be measured. */
export const each = (names) => parcel(...names.map((name) => `small/${name}.js`), "--dist-dir", "small/out");
