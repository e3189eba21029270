// A copy of the installed libraries that has our package as `eventsource-wasm`, and wherever npm `eventsource` was.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pack } from "../../scripts/pack.mjs";
import { cache, root } from "../../scripts/toolchain.mjs";
import { npmPackages } from "../servers/installed.mjs";
import { installed } from "../standin/project.mjs";

const here = import.meta.dirname;
/** The folder in packages/ that takes the place of the package. */
const ADAPTERS = { "@microsoft/fetch-event-source": "fetch-event-source", "event-source-polyfill": "event-source-polyfill", "sse.js": "sse" };

/** What npm's `overrides` does with the published package (tests/standin has npm itself do it). */
function replace(place, tarball) {
  fs.rmSync(place, { recursive: true, force: true });
  fs.mkdirSync(place);
  execFileSync("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
}

export async function makeProject() {
  await npmPackages("dropin", here);
  // Beside the cached packages, so that they can be linked rather than copied.
  const folder = fs.mkdtempSync(path.join(cache, "dropin-project-"));
  const close = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const modules = path.join(folder, "node_modules");
    execFileSync("cp", ["-al", fs.realpathSync(path.join(here, "node_modules")), modules]);
    const tarball = pack(folder);
    for (const { folder: place, as } of [...installed(modules)]) if (as === "eventsource") replace(place, tarball);
    replace(path.join(modules, "eventsource-wasm"), tarball);
    for (const [original, adapter] of Object.entries(ADAPTERS)) replace(path.join(modules, original), pack(folder, path.join(root, "packages", adapter)));
    for (const part of ["cases", "pages", "one.mjs", "server.mjs", "package.json"]) fs.cpSync(path.join(here, part), path.join(folder, part), { recursive: true });
    return { folder, close };
  } catch (error) {
    close();
    throw error;
  }
}
