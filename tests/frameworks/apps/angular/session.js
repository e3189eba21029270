import { signal } from "@angular/core";

const token = signal("t1");
export const getToken = () => token();
Object.defineProperty(globalThis, "token", { configurable: true, set(value) { token.set(value); } });
