// A bundle by Metro, with React Native's own configuration: `node bundle.mjs ENTRY PROFILE [no-exports]` writes ENTRY.PROFILE.js, and
// prints which of the package's files are in it.
import fs from "node:fs";
import path from "node:path";
import { getDefaultConfig } from "@react-native/metro-config";
import { loadConfig, runBuild } from "metro";

const [, , entry, profile, exports] = process.argv;
const projectRoot = import.meta.dirname;
const { resolver, serializer, transformer, ...rest } = getDefaultConfig(projectRoot);
/** The filter is asked more than once. */
const files = new Set();
const config = await loadConfig({ cwd: projectRoot }, {
  ...rest,
  transformer,
  watchFolders: [path.dirname(projectRoot)],
  maxWorkers: 1,
  cacheStores: [],
  fileMapCacheDirectory: projectRoot,
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
const { code } = await runBuild(config, { entry, platform: "ios", dev: false, minify: false, unstable_transformProfile: profile });
fs.writeFileSync(`${entry}.${profile}.js`, code);
console.log(JSON.stringify([...files].sort()));
