// A module of src/js, by itself. Node 20 reads no TypeScript, so esbuild makes JavaScript of it.
import { build } from "esbuild";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";

/** The exports of a module, by its path in src/js. */
export async function moduleOf(file) {
  const { outputFiles } = await build({ entryPoints: [path.join(root, "src/js", file)], bundle: true, write: false, format: "esm", platform: "node", logLevel: "error" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
