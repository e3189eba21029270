import { rollup } from "rollup";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import url from "@rollup/plugin-url";

const plugins = [
  nodeResolve({ browser: true }),
  // A file's URL instead of its text, however small it is.
  url({ include: ["**/*.wasm"], limit: 0, publicPath: "/", destDir: "out" }),
  terser({ maxWorkers: 1 }),
];

async function run(input, output) {
  const onwarn = ({ message }) => {
    throw new Error(message);
  };
  const bundle = await rollup({ input, plugins, onwarn });
  await bundle.write({ format: "es", ...output });
  await bundle.close();
}

export const app = () => run({ page: "page.js", worker: "worker.js", sw: "sw.js" }, { dir: "out" });

/** Each by itself, to where it can be measured. */
export async function each(names) {
  for (const name of names) await run(`small/${name}.js`, { file: `small/out/${name}.js` });
}
