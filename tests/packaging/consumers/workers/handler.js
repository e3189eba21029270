import { entries } from "./entries.js";
import { useAll } from "./use.js";
import wasm from "./wasm.js";

export default {
  fetch: async (request) => Response.json(await useAll(entries, { origin: new URL(request.url).searchParams.get("origin"), wasm })),
};
