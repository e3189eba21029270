import { createSignal } from "solid-js";

const [getToken, setToken] = createSignal("t1");
export { getToken };
Object.defineProperty(globalThis, "token", { configurable: true, set(value) { setToken(value); } });
