let token = $state("t1");
export const getToken = () => token;
Object.defineProperty(globalThis, "token", { configurable: true, set(value) { token = value; } });
