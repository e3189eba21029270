import { entries } from "./entries.js";
import { useAll } from "./use.js";
import wasm from "./wasm.js";

addEventListener("message", (event) => {
  event.waitUntil(useAll(entries, { origin: location.origin, wasm }).then((came) => event.ports[0].postMessage(came)));
});
