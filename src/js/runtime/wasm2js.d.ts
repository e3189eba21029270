/** What scripts/build.mjs has wasm2js write: the exports of the wasm, as JavaScript. */
declare module "*/wasm/js/instantiate.js" {
  export function instantiate(imports: object): typeof import("../../../build/wasm/source/index_bg.wasm.js");
}
