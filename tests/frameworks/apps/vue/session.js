import { ref } from "vue";

const token = ref("t1");
export const getToken = () => token.value;
Object.defineProperty(globalThis, "token", { configurable: true, set(value) { token.value = value; } });
