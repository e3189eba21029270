// Bundles by Metro, with React Native's own configuration: `node bundle.mjs ENTRY:PROFILE[:no-exports]…` writes ENTRY.PROFILE.js for each, and
// prints which of the package's files are in them.
import fs from "node:fs";
import path from "node:path";
import { getDefaultConfig } from "@react-native/metro-config";
import { loadConfig, runBuild } from "metro";

const projectRoot = import.meta.dirname;
/** Of the folder above, what a bundle may have: the rest is Metro itself. */
const WATCHED = ["@babel/runtime", "@react-native/js-polyfills", "metro-runtime", "whatwg-fetch"];

async function bundle(entry, profile, exports) {
  const { resolver, serializer, ...rest } = getDefaultConfig(projectRoot);
  // The filter is asked more than once.
  const files = new Set();
  const config = await loadConfig({ cwd: projectRoot }, {
    ...rest,
    watchFolders: WATCHED.map((name) => path.join(projectRoot, "../node_modules", name)),
    maxWorkers: 1,
    cacheStores: [],
    reporter: { update() {} },
    resolver: { ...resolver, useWatchman: false, unstable_enablePackageExports: exports !== "no-exports" },
    serializer: {
      ...serializer,
      // There is no react-native here, whose set-up runs first in an app.
      getModulesRunBeforeMainModule: () => [],
      processModuleFilter({ path: file }) {
        const [, name] = /eventsource-wasm\/(dist\/.*)/.exec(file) ?? [];
        if (name) files.add(name);
        return true;
      },
    },
  });
  // Not among the options: Metro reads it, but warns of it.
  config.fileMapCacheDirectory = projectRoot;
  const { code } = await runBuild(config, { entry, platform: "ios", dev: false, minify: false, unstable_transformProfile: profile });
  fs.writeFileSync(`${entry}.${profile}.js`, code);
  return [...files].sort();
}

const bundles = {};
for (const [entry, ...options] of process.argv.slice(2).map((argument) => argument.split(":"))) bundles[entry] = await bundle(entry, ...options);
console.log(JSON.stringify(bundles));
