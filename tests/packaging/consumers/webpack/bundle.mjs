import webpack from "webpack";

const run = (configuration) =>
  new Promise((resolve, reject) =>
    webpack(configuration, (error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors() || stats.hasWarnings()) return reject(new Error(stats.toString("errors-warnings")));
      resolve();
    }),
  );

const common = { mode: "production", context: process.cwd(), performance: false };

export const app = () =>
  run({ ...common, entry: { page: "./page.js", sw: { import: "./sw.js", filename: "sw.js" } }, output: { path: `${process.cwd()}/out`, filename: "page.js" } });

/** Each by itself, to where it can be measured. */
export const each = (names) =>
  run(names.map((name) => ({ ...common, entry: `./small/${name}.js`, output: { path: `${process.cwd()}/small/out`, filename: `${name}.js` } })));
