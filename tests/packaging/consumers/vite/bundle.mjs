import { build } from "vite";

export const app = () => build({ logLevel: "warn" });

/** Each by itself, to where it can be measured. */
export async function each(names) {
  for (const name of names)
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        target: "es2022", outDir: "small/out", emptyOutDir: false, modulePreload: { polyfill: false },
        rollupOptions: { input: `small/${name}.js`, output: { entryFileNames: `${name}.js` } },
      },
    });
}
