/** Where the slim entry's wasm comes from. */
import type { WasmBytes, WasmModule } from "./ambient.js";
import type { Rust } from "./runtime.js";
import { asWasm } from "./wasm.js";

/** What {@link init} takes: where the file is, its bytes, a response that has it, or it, compiled. */
export type WasmSource = string | URL | Response | WasmBytes | WasmModule;

let module: WebAssembly.Module | undefined;

/**
 * Loads `eventsource-wasm/wasm`, once; then `new EventSource()` works. Without a source it takes the file beside this one,
 * which bundlers find by themselves.
 * @throws {TypeError} if the file cannot be fetched
 * @throws {WebAssembly.CompileError} if it is something else, or where the page's policy forbids wasm
 */
export async function init(source: WasmSource | Promise<WasmSource> = new URL("./eventsource-wasm.wasm", import.meta.url)): Promise<void> {
  const given = await source;
  module ??= isModule(given) ? given : await WebAssembly.compile(await bytesOf(given));
}

/**
 * The same with a compiled module or its bytes, at once.
 * @throws {WebAssembly.CompileError} if it is something else, or where the page's policy forbids wasm
 */
export function initSync(given: WasmModule | WasmBytes): void {
  module ??= isModule(given) ? given : new WebAssembly.Module(given as BufferSource);
}

/** @internal The Rust of that module. It throws before one of them was called; that is no refusal, and the next try may succeed. */
export function slimRust(): () => Rust {
  const rust = asWasm(() => module!);
  return () => {
    if (module) return rust();
    throw new Error("eventsource-wasm/slim has no wasm yet: `await init()` first, or call `initSync(module)`; the default entry, eventsource-wasm, needs neither.");
  };
}

/** Module has no members, by which TypeScript takes everything for one. */
type NoModule<T> = T extends string | URL | Response | WasmBytes ? T : never;
const isModule = <T>(given: T): given is Exclude<T, NoModule<T>> => given instanceof WebAssembly.Module;

async function bytesOf(source: string | URL | Response | WasmBytes): Promise<BufferSource> {
  if (typeof source === "string" || source instanceof URL) {
    const url = String(source);
    // Node's fetch has no file: URLs.
    const fs = url.startsWith("file:") ? nodeFs() : undefined;
    if (fs) return fs.readFileSync(new URL(url));
    source = await fetch(url);
  }
  if (!(source instanceof Response)) return source as BufferSource;
  const type = source.headers.get("content-type") ?? "";
  // A page is what many servers answer with where there is no such file.
  if (!source.ok || type.startsWith("text/html"))
    throw new TypeError(`${source.url} answered with ${source.ok ? type : `status ${source.status}`} instead of the wasm file; check where it is served.`);
  return source.arrayBuffer();
}

function nodeFs(): { readFileSync(url: URL): Uint8Array<ArrayBuffer> } | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): never } };
  return process?.getBuiltinModule?.("node:fs");
}
