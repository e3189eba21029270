// Imported first: notes every wasm memory that an instance exports, for the bundle keeps its own to itself.
const memories = [];

function watch(Instance) {
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    // Node's own fetch has its HTTP parser in wasm.
    if ("llhttp_execute" in instance.exports) return instance;
    for (const exported of Object.values(instance.exports)) if (exported instanceof WebAssembly.Memory) memories.push(exported);
    return instance;
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

// eventsource-wasm/js is tested in an engine that has none, too.
if (globalThis.WebAssembly) watch(WebAssembly.Instance);

export const wasmBytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
