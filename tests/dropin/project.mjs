// A copy of the installed libraries that has our package as `eventsource-wasm`, and wherever npm `eventsource` was.
import fs from "node:fs";
import path from "node:path";
import { pack, unpack } from "../../scripts/pack.mjs";
import { root } from "../../scripts/toolchain.mjs";
import { linkedProject } from "../servers/installed.mjs";
import { installed } from "../standin/project.mjs";

const here = import.meta.dirname;
/** The folder in packages/ that takes the place of the package. */
const ADAPTERS = { "@microsoft/fetch-event-source": "fetch-event-source", "event-source-polyfill": "event-source-polyfill", "sse.js": "sse" };

/** Does what npm's `overrides` does with the published packages (tests/standin has npm itself do it). */
export async function makeProject() {
  const { folder, modules, remove } = await linkedProject("dropin", here);
  const tarball = pack(folder);
  for (const { folder: place, as } of [...installed(modules)]) if (as === "eventsource") unpack(tarball, place);
  unpack(tarball, path.join(modules, "eventsource-wasm"));
  for (const [original, adapter] of Object.entries(ADAPTERS)) unpack(pack(folder, path.join(root, "packages", adapter)), path.join(modules, original));
  for (const part of ["cases", "pages", "one.mjs", "server.mjs", "package.json"]) fs.cpSync(path.join(here, part), path.join(folder, part), { recursive: true });
  return { folder, close: remove };
}
