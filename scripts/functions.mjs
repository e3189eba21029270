// Lists the functions of a wasm file that still has its name section, as `[name, bytes]`.
import fs from "node:fs";

export function functions(file) {
  const bytes = fs.readFileSync(file);
  const imported = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(({ kind }) => kind === "function").length;
  let at = 8;
  /** Reads a number in LEB128. */
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  const sizes = [];
  const names = new Map();
  while (at < bytes.length) {
    const section = bytes[at++];
    const length = number();
    const end = at + length;
    if (section === 10)
      for (let count = number(); count > 0; count--) {
        const size = number();
        sizes.push(size);
        at += size;
      }
    if (section === 0 && text() === "name")
      while (at < end) {
        const kind = bytes[at++];
        const size = number();
        const stop = at + size;
        if (kind === 1)
          for (let count = number(); count > 0; count--) {
            const index = number();
            names.set(index, text());
          }
        at = stop;
      }
    at = end;
  }
  return sizes.map((size, i) => [names.get(i + imported) ?? "", size]);
}
