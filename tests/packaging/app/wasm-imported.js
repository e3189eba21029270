// The bundler is told what to do with `.wasm`: to copy it, and to give its URL.
export { default } from "eventsource-wasm/wasm";
