// Loads a single module of src/js. Node 20 does not run TypeScript, so esbuild compiles it.
import { build } from "esbuild";
import path from "node:path";
import { root } from "../../scripts/toolchain.mjs";

/** Returns the exports of a module. @param file its path in src/js */
export async function moduleOf(file) {
  const { outputFiles } = await build({ entryPoints: [path.join(root, "src/js", file)], bundle: true, write: false, format: "esm", platform: "node", logLevel: "error" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
