// The applications of the stage: by which of Vite's modes, and what else is to be said of them.

/** Built by Vite. `isCompiled`: Angular's compiler goes first; `isPage`: nothing of it is rendered on a server. */
export const APPS = {
  "react, StrictMode": { framework: "react", mode: "development" },
  react: { framework: "react", mode: "production" },
  vue: { framework: "vue", mode: "production" },
  svelte: { framework: "svelte", mode: "production" },
  solid: { framework: "solid", mode: "production" },
  angular: { framework: "angular", mode: "production", isCompiled: true },
  rxjs: { framework: "rxjs", mode: "production", isPage: true },
};

/** Those with a server of their own, built by their own command. `on`: whose recipes they take, too, and `into` which folder; `heavy`: why they are left out unless asked for. */
export const SERVERS = {
  next: {
    framework: "next", on: "react", heavy: "its build takes half a minute",
    build: ["next/dist/bin/next", "build"], start: (project, folder, port) => [project.bin("next/dist/bin/next"), "start", folder, "--hostname", "127.0.0.1", "--port", port],
    env: { NEXT_TELEMETRY_DISABLED: "1" },
  },
  nuxt: {
    framework: "nuxt", on: "vue", into: "app", node: "node24",
    build: ["nuxt/bin/nuxt.mjs", "build"], start: (_project, folder) => [`${folder}/.output/server/index.mjs`],
    env: { NUXT_TELEMETRY_DISABLED: "1" },
  },
};
