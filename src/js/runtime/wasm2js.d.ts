/** The output of wasm2js, which scripts/build.mjs runs: the exports of the wasm, as JavaScript. */
declare module "*/wasm/js/instantiate.js" {
  export function instantiate(imports: object): typeof import("../../../build/wasm/source/index_bg.wasm.js");
}
