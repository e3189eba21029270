export const startWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
export const registerServiceWorker = () => navigator.serviceWorker.register(new URL("./sw.js", import.meta.url), { type: "module" });
