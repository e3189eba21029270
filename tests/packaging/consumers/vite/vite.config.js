import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2022",
    outDir: "out",
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: "index.html", sw: "sw.js" },
      // A service worker needs a name that stays.
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  worker: { format: "es" },
  // For the dev server, which would move the module away from its file.
  optimizeDeps: { exclude: process.env.SLIM_IS_BUNDLED ? [] : ["eventsource-wasm/slim"] },
  server: { proxy: Object.fromEntries(["/stream", "/heard"].map((path) => [path, process.env.STREAMS])) },
});
