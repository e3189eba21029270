export { getToken } from "./token.svelte.js";
