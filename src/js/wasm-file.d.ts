/** How scripts/build.mjs bundles a `.wasm`: as base64, or in the workerd entry as a module. */
declare module "*.wasm" {
  const base64: string;
  export default base64;
}
