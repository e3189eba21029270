import { entries } from "./entries.js";
import { useAll } from "./use.js";
import wasm from "./wasm.js";

addEventListener("message", ({ ports: [port] }) => {
  useAll(entries, { origin: location.origin, wasm }).then((came) => port.postMessage(came));
});
