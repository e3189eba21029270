// Who uses the package, and how. `kind`: what is done with the project; `todo`: what a user of it has to do, for docs/BUNDLERS.md.
const SLIM = "`eventsource-wasm/slim` finds its file by `new URL()`";

export const CONSUMERS = {
  vite: { title: "Vite", of: "vite", kind: "bundler", todo: `Nothing. ${SLIM}.` },
  webpack: { title: "webpack", of: "webpack", kind: "bundler", page: "page.js", todo: `Nothing. ${SLIM}.` },
  rollup: { title: "Rollup", of: "rollup", kind: "bundler", workers: "by-path", wasm: "imported", todo: "" },
  esbuild: { title: "esbuild", of: "esbuild", kind: "bundler", workers: "by-path", wasm: "imported", todo: "" },
  parcel: { title: "Parcel", of: "parcel", kind: "bundler", workers: "by-url-all", todo: "" },
  next: { title: "Next.js", of: "next", kind: "next", todo: "" },
  script: { title: "No bundler", kind: "script", todo: "" },
  node: { title: "Node", kind: "node", todo: "" },
  workers: { title: "wrangler", of: "wrangler", kind: "workers", wasm: "by-extension", todo: "" },
  types: { title: "TypeScript", kind: "types", todo: "" },
  lint: { title: "publint and attw", kind: "lint", todo: "" },
};
