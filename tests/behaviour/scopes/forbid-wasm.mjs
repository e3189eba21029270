// Forbids wasm and eval in Node, Deno and Bun. Any access throws, and is recorded as a violation.
import { violations } from "../cases/without-wasm.mjs";

/** @param origin of the server, for a first request: it makes Node's fetch load its own HTTP parser, which is wasm */
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
