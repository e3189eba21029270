export const startWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
export const registerServiceWorker = () => navigator.serviceWorker.register("/sw.js", { type: "module" });
