// Node, Deno and Bun as if they had no wasm, nor code from texts: who so much as asks for it is told, and noted.
import { violations } from "../cases/without-wasm.mjs";

/** @param origin of the server; Node's own fetch has its HTTP parser in wasm, and takes it with its first request */
export async function forbidWasm(origin) {
  await (await fetch(`${origin}/vectors.json`)).text();
  const forbidden = (name) => ({
    get() {
      const error = new Error(`${name} is forbidden here`);
      violations.push(error.stack);
      throw error;
    },
    configurable: true,
  });
  for (const name of ["WebAssembly", "eval", "Function"]) Object.defineProperty(globalThis, name, forbidden(name));
}
