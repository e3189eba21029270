// A global object with what React Native has, in Hermes, and nothing else: a `vm` context. Read from react-native 0.88
// (src/private/setup, Libraries/Core) and its predecessors: what only some versions have is left out (Event, EventTarget, TextDecoder,
// DOMException).
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

/** Of ECMAScript, in V8 and not in Hermes, or not in each. */
const NOT_IN_HERMES = ["WebAssembly", "Atomics", "SharedArrayBuffer", "FinalizationRegistry", "Iterator", "AsyncDisposableStack", "DisposableStack", "SuppressedError", "Temporal"];
/** The same here and there, so that what crosses is an `instanceof`. Not those that literals are made of. */
const SHARED = ["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "ArrayBuffer", "DataView", "Uint8Array", "Uint32Array", "Float64Array", "Promise", "Date"];
/** What React Native sets up, in place of which Node's can stand. */
const SAME = ["AbortController", "AbortSignal", "FormData", "Blob", "File", "URLSearchParams", "TextEncoder", "btoa", "atob", "performance", "queueMicrotask", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate"];

/** As React Native's own: its parts can be read, most of them not be set, and a base is put before the rest. */
class NativeURL {
  #text;

  constructor(text, base) {
    this.#text = base && !/^https?:/.test(text) ? `${String(base).replace(/\/$/, "")}/${text.replace(/^\//, "")}` : text;
  }
  get href() {
    return this.#text;
  }
  get origin() {
    return /^https?:\/\/[^/]+/.exec(this.#text)?.[0] ?? "";
  }
  get hostname() {
    return /^https?:\/\/(?:[^@]+@)?([^:/?#]+)/.exec(this.#text)?.[1] ?? "";
  }
  get username() {
    return /^https?:\/\/([^:@]+)(?::[^@]*)?@/.exec(this.#text)?.[1] ?? "";
  }
  get password() {
    return /https?:\/\/.*:(.*)@/.exec(this.#text)?.[1] ?? "";
  }
  get protocol() {
    return /^([a-zA-Z][a-zA-Z\d+\-.]*):/.exec(this.#text)?.[0] ?? "";
  }
  toString() {
    return this.#text;
  }
}

/** As whatwg-fetch's, which React Native has: values may be any text. */
class NativeHeaders {
  #values = new Map();

  constructor(init = []) {
    for (const [name, value] of typeof init[Symbol.iterator] === "function" ? init : Object.entries(init)) this.append(name, value);
  }
  #nameOf(name) {
    if (!/^[a-z0-9\-#$%&'*+.^_`|~!]+$/i.test(name)) throw new TypeError(`Invalid character in header field name: "${name}"`);
    return String(name).toLowerCase();
  }
  append(name, value) {
    this.set(name, this.has(name) ? `${this.get(name)}, ${value}` : value);
  }
  delete(name) {
    this.#values.delete(this.#nameOf(name));
  }
  get(name) {
    return this.#values.get(this.#nameOf(name)) ?? null;
  }
  has(name) {
    return this.#values.has(this.#nameOf(name));
  }
  set(name, value) {
    this.#values.set(this.#nameOf(name), String(value));
  }
  forEach(callback) {
    for (const [name, value] of this.#values) callback(value, name, this);
  }
  [Symbol.iterator]() {
    return this.#values.entries();
  }
}

/** The same without `asyncIterator`, which Hermes of React Native 0.83 does not have (Expo adds it). */
function withoutAsyncIterator(Native) {
  const { asyncIterator, ...descriptors } = Object.getOwnPropertyDescriptors(Native);
  return Object.defineProperties((description) => Native(description), { ...descriptors, prototype: { value: Native.prototype } });
}

/** @param globals instead of these, or besides */
export function makeEngine(globals = {}, { hasAsyncIterator = false } = {}) {
  const context = vm.createContext({});
  const names = (list) => Object.fromEntries(list.map((name) => [name, globalThis[name]]));
  const global = vm.runInContext("globalThis", context);
  for (const name of NOT_IN_HERMES) delete global[name];
  if (!hasAsyncIterator) global.Symbol = withoutAsyncIterator(global.Symbol);
  Object.assign(global, names(SHARED), names(SAME), {
    Headers: NativeHeaders,
    URL: NativeURL,
    navigator: { product: "ReactNative" },
    process: { env: { NODE_ENV: "production" } },
    console,
    window: global,
    self: global,
    global,
    __DEV__: false,
  });
  Object.defineProperties(global, Object.getOwnPropertyDescriptors(globals));
  /** The exports of a CommonJS file, and of those that it requires. */
  const load = (file) => {
    const module = { exports: {} };
    const run = vm.runInContext(`(function (module, exports, require) {${fs.readFileSync(file, "utf8")}\n})`, context, { filename: file });
    run(module, module.exports, (name) => load(path.resolve(path.dirname(file), name)));
    return module.exports;
  };
  return { global, load, run: (text) => vm.runInContext(text, context) };
}
