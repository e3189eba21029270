// As wasm-imported.js, where the bundler goes by what the import looks like.
export { default } from "eventsource-wasm/dist/eventsource-wasm.wasm";
