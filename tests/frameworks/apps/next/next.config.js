import path from "node:path";

// The packages lie above, as in a workspace.
const above = path.dirname(path.dirname(import.meta.dirname));

export default { turbopack: { root: above }, outputFileTracingRoot: above };
