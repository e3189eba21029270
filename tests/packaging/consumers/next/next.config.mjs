import path from "node:path";

export default {
  // The packages lie above, as in a workspace.
  turbopack: { root: path.dirname(import.meta.dirname) },
  outputFileTracingRoot: path.dirname(import.meta.dirname),
  rewrites: async () => ["/stream", "/heard"].map((source) => ({ source, destination: process.env.STREAMS + source })),
};
