// Runs the suite in workerd, directly and through Miniflare. It runs in the handler of a request, because nothing else may call
// fetch there. dist/workerd.js and its wasm are separate modules, as a bundler for workerd leaves them.
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { runtime } from "../../../scripts/runtimes.mjs";
import { root } from "../../../scripts/toolchain.mjs";
import { within } from "../harness.mjs";
import { startChild, temporaryFolder } from "./child.mjs";

/** A compatibility date fixes a worker's features. Many users never update theirs, so Miniflare gets an old one. */
const COMPATIBILITY_DATES = { workerd: "2026-04-01", miniflare: "2024-01-01" };
/** Needed for the old date, which reports a rejection as unhandled even if it is awaited a moment later. */
const MINIFLARE_FLAGS = ["unhandled_rejection_after_microtask_checkpoint"];
/** How long starting may take, and ending after the suite, in ms. */
const LIMIT = 20_000;
const DIST = ["workerd.js", "eventsource-wasm.wasm"];

/** Creates a folder with the worker's modules. The first one is the worker itself. */
async function modules() {
  const { folder, remove } = temporaryFolder("behaviour-workerd");
  await build({ entryPoints: [path.join(import.meta.dirname, "../scopes/workerd.mjs")], bundle: true, format: "esm", target: "es2022", external: ["./workerd.js"], outfile: path.join(folder, "suite.js"), logLevel: "warning" });
  for (const name of DIST) fs.copyFileSync(path.join(root, "dist", name), path.join(folder, name));
  return { folder, names: ["suite.js", ...DIST], remove };
}

/** Sends the request that runs the suite; it is answered when the suite is over. */
async function play(request, run) {
  const answered = request(`http://worker/?${run.settings}`).then((response) => response.text(), String);
  void answered.then((text) => run.fail("the request", `ended before the suite did: ${text}`));
  await run.finished;
  await within(answered, LIMIT, "the answer").catch(({ message }) => run.failures.push({ name: "the request", error: message }));
}

const missing = () => runtime("workerd").why;
const without = { js: "there eventsource-wasm/js is the default entry's file, since an imported wasm module is always allowed" };

/** workerd itself, by `workerd serve`. */
export const workerd = {
  title: "workerd",
  scopes: ["workerd"],
  without,
  missing,
  async start() {
    const { command, version } = runtime("workerd");
    const { folder, names, remove } = await modules();
    const entries = names.map((name) => `(name = "${name}", ${name.endsWith(".wasm") ? "wasm" : "esModule"} = embed "${name}")`);
    fs.writeFileSync(path.join(folder, "config.capnp"), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "suite", worker = (modules = [${entries.join(", ")}], compatibilityDate = "${COMPATIBILITY_DATES.workerd}", globalOutbound = "server")),
    (name = "server", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "suite")],
);`);
    const { child, ended } = startChild(command, ["serve", "config.capnp", "--control-fd=3"], { cwd: folder, stdio: ["ignore", "inherit", "inherit", "pipe"] });
    const close = async () => {
      child.kill("SIGKILL");
      await ended;
      remove();
    };
    try {
      const early = ended.then((code) => Promise.reject(new Error(`workerd ended with ${code}`)));
      early.catch(() => {});
      // workerd prints the port that it chose.
      const [line] = await within(Promise.race([once(child.stdio[3], "data"), early]), LIMIT, "workerd");
      const { port } = JSON.parse(line);
      const request = (url) => fetch(url.replace("//worker/", `//127.0.0.1:${port}/`));
      return { version: `${version}, compatibility date ${COMPATIBILITY_DATES.workerd}`, play: (run) => play(request, run), close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

/** Miniflare, which runs the same binary. */
export const miniflare = {
  title: "Miniflare",
  scopes: ["workerd"],
  without,
  missing,
  async start() {
    const { modules: nodeModules } = runtime("workerd");
    const { Miniflare } = createRequire(path.join(nodeModules, "_"))("miniflare");
    const { version: packageVersion } = JSON.parse(fs.readFileSync(path.join(nodeModules, "miniflare/package.json"), "utf8"));
    const { folder, names, remove } = await modules();
    const worker = new Miniflare({
      modulesRoot: folder,
      modules: names.map((name) => ({ type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule", path: path.join(folder, name) })),
      compatibilityDate: COMPATIBILITY_DATES.miniflare,
      compatibilityFlags: MINIFLARE_FLAGS,
      cf: false, // else it is fetched from the network
    });
    const close = async () => {
      await worker.dispose();
      remove();
    };
    try {
      await within(worker.ready, LIMIT, "Miniflare");
      const version = `${packageVersion}, compatibility date ${COMPATIBILITY_DATES.miniflare}`;
      return { version, play: (run) => play((url) => worker.dispatchFetch(url), run), close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
