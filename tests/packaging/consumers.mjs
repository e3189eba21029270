// Who uses the package, and how. `kind`: what is done with the project; `runs`, `todo`: for docs/BUNDLERS.md, where it ran, and what
// a user has to do; `heavy`: why it is left out unless asked for; `cannot`: checks that are known to fail, and why.
const SCOPES = "page, worker, service worker";
const FOUND = "Nothing. `/slim` finds its file by itself, even in workers.";

export const CONSUMERS = {
  vite: { title: "Vite", of: "vite", kind: "bundler", runs: SCOPES, todo: FOUND },
  "vite-dev": {
    title: "Vite's dev server", of: "vite", kind: "devServer", project: "vite", runs: SCOPES,
    todo: 'Nothing. For `/slim`, set `optimizeDeps: { exclude: ["eventsource-wasm/slim"] }` in vite.config.js, because pre-bundling moves the module away from its file.',
  },
  webpack: { title: "webpack", of: "webpack", kind: "bundler", isClassic: true, runs: SCOPES, todo: FOUND },
  rollup: {
    title: "Rollup", of: "rollup", kind: "bundler", workers: "by-path", wasm: "imported", runs: SCOPES,
    todo: "Use `@rollup/plugin-node-resolve`, as for every package. For `/slim`, use `@rollup/plugin-url` with `include: [\"**/*.wasm\"], limit: 0`, and `import url from \"eventsource-wasm/wasm\"; await init(url)`.",
  },
  esbuild: {
    title: "esbuild", of: "esbuild", kind: "bundler", workers: "by-path", wasm: "imported", runs: SCOPES,
    todo: "Nothing. For `/slim`, use `--loader:.wasm=file --public-path=/` and `import url from \"eventsource-wasm/wasm\"; await init(url)`.",
  },
  parcel: {
    title: "Parcel", of: "parcel", kind: "bundler", workers: "by-url-all", runs: SCOPES,
    todo: 'Nothing for `eventsource-wasm` itself. For `/parser` and the other entries, set `"@parcel/resolver-default": { "packageExports": true }` in package.json, because Parcel otherwise ignores `exports`. `/slim` then finds its file.',
  },
  next: {
    title: "Next.js (Turbopack)", of: "next", kind: "next", heavy: "its build takes half a minute", runs: "client component, worker, route in Node, edge route",
    cannot: { "edge route: eventsource-wasm/slim streams": "the edge runtime can neither fetch a file of the build nor import it as a module" },
    todo: "Nothing. But do not use `/slim` in edge routes, which Next.js is abandoning. If a stream passes through `rewrites`, have the server send `Cache-Control: no-transform`, or set `compress: false`: otherwise Next.js compresses the stream and holds it back.",
  },
  "react-native": {
    title: "Metro (React Native)", kind: "reactNative", runs: "React Native's global object in Node, Hermes",
    todo: "A `fetch` that streams: Expo's, or the one of react-native-nitro-fetch ([docs/react-native.md](react-native.md)). `/slim` and `/element` do not support React Native.",
  },
  workers: {
    title: "Cloudflare Workers (wrangler)", of: "wrangler", kind: "workers", wasm: "by-extension", runs: "workerd",
    todo: 'Nothing. For `/slim`, use `import module from "eventsource-wasm/dist/eventsource-wasm.wasm"; initSync(module)`: wrangler recognizes wasm by the extension.',
  },
  script: { title: "No bundler", kind: "script", runs: `modules by URL, import map, both scripts; ${SCOPES}`, todo: "Nothing. Workers have no import map, so import by URL there." },
  node: { title: "Node", kind: "node", runs: "`import`, `require()`", todo: "Nothing." },
  types: {
    title: "TypeScript", kind: "types", runs: "node16, nodenext, bundler, node10; lib.dom, lib.webworker, @types/node alone",
    todo: "Nothing, even with `strict` and `skipLibCheck: false`. You need one of lib.dom, lib.webworker and @types/node, because our types refer to `fetch`'s.",
  },
  lint: { title: "publint, attw", kind: "lint", runs: "the tarball", todo: "–" },
};
