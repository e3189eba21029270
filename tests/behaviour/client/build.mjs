// Bundles the client and its class into build/client/index.js, and index.iife.js for classic workers.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { PlainError, root, run, TARGET, wasmBindgen, wasmCargo } from "../../../scripts/toolchain.mjs";

export const folder = path.join(root, "build/client");

async function must(command, args, env) {
  const { code, output } = await run(command, args, { env, onLine: (line) => /^ +Compiling/.test(line) && console.log(line) });
  if (code !== 0) throw new PlainError(`${path.basename(command)} failed:\n${output}`);
}

export async function buildClient() {
  const { command, args, env } = wasmCargo("test");
  await must(command, ["build", "--locked", "--release", "--package", "behaviour-client", ...args], env);
  const wasm = path.join(env.CARGO_TARGET_DIR, TARGET, "release/behaviour_client.wasm");
  await must(wasmBindgen(), [wasm, "--target", "web", "--no-typescript", "--out-dir", folder, "--out-name", "glue"]);
  for (const [format, name] of [["esm", "index.js"], ["iife", "index.iife.js"]])
    await build({
      entryPoints: [path.join(import.meta.dirname, "source.mjs")], outfile: path.join(folder, name), bundle: true, format, target: "es2022", loader: { ".wasm": "binary" },
      logLevel: "error", define: { "import.meta.url": '""' }, ...(format === "iife" && { globalName: "EventSourceWasm" }),
    });
  return { module: fs.readFileSync(path.join(folder, "index.js"), "utf8"), script: fs.readFileSync(path.join(folder, "index.iife.js"), "utf8") };
}
