export const startWorker = () => new Worker("/worker.js", { type: "module" });
export const registerServiceWorker = () => navigator.serviceWorker.register("/sw.js", { type: "module" });
