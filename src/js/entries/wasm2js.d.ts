/** What scripts/build.mjs has wasm2js write, and the glue to it. */
declare module "*/wasm/js/instantiate.js" {
  export function instantiate(imports: object): { readonly memory: { readonly buffer: ArrayBuffer } };
}
declare module "*/wasm/js/index_bg.js" {
  export const Source: typeof import("../../../build/wasm/source/index.js").Source;
  export function room(length: number): number;
  export function __wbg_set_wasm(exports: object): void;
}
