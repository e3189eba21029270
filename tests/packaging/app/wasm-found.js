// The bundler finds the file of `eventsource-wasm/slim`.
export default undefined;
