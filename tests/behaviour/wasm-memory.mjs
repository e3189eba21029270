// Import this first. It records every wasm memory that an instance exports, because the bundle does not expose its own.
const memories = [];

function watch(Instance) {
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    // Ignore the HTTP parser of Node's fetch, which is wasm, too.
    if ("llhttp_execute" in instance.exports) return instance;
    for (const exported of Object.values(instance.exports)) if (exported instanceof WebAssembly.Memory) memories.push(exported);
    return instance;
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

// eventsource-wasm/js is also tested in an engine without wasm.
if (globalThis.WebAssembly) watch(WebAssembly.Instance);

export const wasmBytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
