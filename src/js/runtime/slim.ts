/** Loads the wasm of the slim entry. */
import type { WasmBytes, WasmModule } from "./ambient.js";
import type { Rust } from "./runtime.js";
import { asWasm } from "./wasm.js";

/** The wasm for {@link init}: the file's URL, its bytes, a response with the file, or the compiled module. */
export type WasmSource = string | URL | Response | WasmBytes | WasmModule;

let module: WebAssembly.Module | undefined;

/**
 * Loads the wasm; afterwards `new EventSource()` works. The first module loaded is kept.
 * @param source the wasm; by default the file next to this module, which bundlers find by themselves
 * @throws {TypeError} if the file cannot be fetched
 * @throws {WebAssembly.CompileError} if it is not valid wasm, or the page's policy forbids wasm
 */
export async function init(source: WasmSource | Promise<WasmSource> = new URL("./eventsource-wasm.wasm", import.meta.url)): Promise<void> {
  const given = await source;
  module ??= isModule(given) ? given : await WebAssembly.compile(await bytesOf(given));
}

/**
 * Does the same synchronously, with a compiled module or its bytes.
 * @throws {WebAssembly.CompileError} if it is not valid wasm, or the page's policy forbids wasm
 */
export function initSync(given: WasmModule | WasmBytes): void {
  module ??= isModule(given) ? given : new WebAssembly.Module(given as BufferSource);
}

/** @internal Returns the instance of the loaded module. Throws until `init` or `initSync` has loaded one, but does not remember that failure. */
export function slimRust(): () => Rust {
  const rust = asWasm(() => module!);
  return () => {
    if (module) return rust();
    throw new Error("eventsource-wasm/slim has no wasm yet: `await init()` first, or call `initSync(module)`; the default entry, eventsource-wasm, needs neither.");
  };
}

/** `Module` has no members, so TypeScript would accept anything as one. */
type NoModule<T> = T extends string | URL | Response | WasmBytes ? T : never;
const isModule = <T>(given: T): given is Exclude<T, NoModule<T>> => given instanceof WebAssembly.Module;

async function bytesOf(source: string | URL | Response | WasmBytes): Promise<BufferSource> {
  if (typeof source === "string" || source instanceof URL) {
    const url = String(source);
    // Node's fetch does not support file: URLs.
    const fs = url.startsWith("file:") ? nodeFs() : undefined;
    if (fs) return fs.readFileSync(new URL(url));
    source = await fetch(url);
  }
  if (!(source instanceof Response)) return source as BufferSource;
  const type = source.headers.get("content-type") ?? "";
  // If the file is missing, many servers answer with a page and status 200.
  if (!source.ok || type.startsWith("text/html"))
    throw new TypeError(`${source.url} answered with ${source.ok ? type : `status ${source.status}`} instead of the wasm file; check where it is served.`);
  return source.arrayBuffer();
}

function nodeFs(): { readFileSync(url: URL): Uint8Array<ArrayBuffer> } | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): never } };
  return process?.getBuiltinModule?.("node:fs");
}
