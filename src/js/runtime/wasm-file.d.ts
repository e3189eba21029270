/** How scripts/build.mjs bundles a `.wasm`: as a text with a code unit per byte, or for workerd as a module. */
declare module "*.wasm" {
  const text: string;
  export default text;
}
