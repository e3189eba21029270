import { build } from "esbuild";

const common = { bundle: true, minify: true, format: "esm", target: "es2022", loader: { ".wasm": "file" }, publicPath: "/" };

export const app = () => build({ ...common, entryPoints: ["page.js", "worker.js", "sw.js"], outdir: "out", logLevel: "warning" });

/** Each by itself, to where it can be measured. */
export const each = (names) => build({ ...common, entryPoints: names.map((name) => `small/${name}.js`), outdir: "small/out", logLevel: "error" });
