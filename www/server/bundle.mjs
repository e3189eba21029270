// The files of the site that come from elsewhere in the repository and from node_modules: bundled when they are served, and by
// `npm run build:site`.
import { fileURLToPath } from "node:url";

const SITE = fileURLToPath(new URL("..", import.meta.url));
const BUNDLED = new Set(["race/benches.js"]);

/** Whether the file at `name`, which begins at the site's root, has to be bundled. */
export const isBundled = (name) => BUNDLED.has(name);

export async function bundled(name, options) {
  // A server starts without a bundler.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({ entryPoints: [SITE + name], bundle: true, write: false, format: "esm", target: "es2022", logLevel: "warning", ...options });
  return outputFiles[0].text;
}
