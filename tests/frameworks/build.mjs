// `node build.mjs FOLDER MODE`, in the project: builds an application by its own vite.config.js, for the browser (out/) and for rendering in Node (ssr/).
import fs from "node:fs";
import path from "node:path";
import { build } from "vite";

const [folder, mode] = process.argv.slice(2);
const root = path.resolve(folder);
// It decides which React is taken: only the one for development mounts twice.
process.env.NODE_ENV = mode;

/** Angular's compiler has put it into a folder of its own. */
const entry = (name) => [`compiled/${name}.js`, `${name}.js`, `${name}.jsx`].map((file) => path.join(root, file)).find((file) => fs.existsSync(file));

const settings = { root, mode, logLevel: "warn" };
const output = { entryFileNames: "[name].js" };
await build({ ...settings, build: { target: "es2022", outDir: "out", modulePreload: { polyfill: false }, chunkSizeWarningLimit: 10_000, rollupOptions: { input: entry("main"), output } } });
const rendering = entry("render");
if (rendering) await build({ ...settings, build: { outDir: "ssr", ssr: rendering, rollupOptions: { output } } });
