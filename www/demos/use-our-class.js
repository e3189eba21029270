// Runs between the package's classic script and the demo that knows nothing of it.
globalThis.EventSource = globalThis.EventSourceWasm.EventSource;
