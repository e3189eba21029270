// What React Native puts into Hermes, and what its Hermes has beyond 0.12.
globalThis.self = globalThis;
const at = function (index) {
  return this[index < 0 ? this.length + index : index];
};
// oxlint-disable-next-line no-extend-native -- it is what the engine is to have
Object.defineProperty(Array.prototype, "at", { value: at, writable: true, configurable: true });
// Hermes' command has no clock: it calls at once what is to be called later.
const { setTimeout } = globalThis;
globalThis.setTimeout = (run, ms) => (ms > 1000 ? 0 : setTimeout(run, ms));
globalThis.clearTimeout = () => {};

globalThis.TextEncoder = class {
  encode(text) {
    return Uint8Array.from(unescape(encodeURIComponent(text)), (byte) => byte.charCodeAt(0));
  }
};

globalThis.AbortController = class {
  signal = { aborted: false, listeners: [], addEventListener: (_, listener) => this.signal.listeners.push(listener), removeEventListener() {} };
  abort() {
    this.signal.aborted = true;
    this.signal.listeners.splice(0).forEach((listener) => listener());
  }
};
