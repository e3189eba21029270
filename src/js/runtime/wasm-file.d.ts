/** A `.wasm` as scripts/bundle.mjs bundles it: as text (see wasm-text.ts), or for workerd as a module. */
declare module "*.wasm" {
  const text: string;
  export default text;
}
