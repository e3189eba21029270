/** `TextDecoder` for UTF-8: the engine's own if it decodes as the standard says, otherwise one in JavaScript. */

interface Options {
  ignoreBOM?: boolean;
}

interface Decoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

type DecoderClass = new (label?: string, options?: Options) => Decoder;

/** How many code units to turn into a string at once: some engines do not support more arguments. */
const PART = 4096;

/** The [UTF-8 decoder](https://encoding.spec.whatwg.org/#utf-8-decoder), with the standard's variable names. */
class Utf8Decoder implements Decoder {
  readonly #ignoreBOM: boolean;
  #isStart = true;
  #codePoint = 0;
  #needed = 0;
  #lower = 0x80;
  #upper = 0xbf;

  constructor(_label?: string, { ignoreBOM = false }: Options = {}) {
    this.#ignoreBOM = ignoreBOM;
  }

  decode(bytes: Uint8Array = new Uint8Array(0), { stream = false }: { stream?: boolean } = {}): string {
    let text = "";
    let units: number[] = [];
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (this.#needed === 0 || this.#continue(byte, units)) this.#begin(byte, units);
      if (units.length >= PART) {
        text += this.#textOf(units);
        units = [];
      }
    }
    if (!stream && this.#needed > 0) {
      this.#reset();
      units.push(0xfffd);
    }
    text += this.#textOf(units);
    if (!stream) this.#isStart = true;
    return text;
  }

  #begin(byte: number, units: number[]): void {
    if (byte < 0x80) units.push(byte);
    else if (byte >= 0xc2 && byte <= 0xdf) this.#expect(1, byte & 0x1f);
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.#expect(2, byte & 0xf);
      if (byte === 0xe0) this.#lower = 0xa0;
      if (byte === 0xed) this.#upper = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.#expect(3, byte & 7);
      if (byte === 0xf0) this.#lower = 0x90;
      if (byte === 0xf4) this.#upper = 0x8f;
    } else units.push(0xfffd);
  }

  #expect(needed: number, bits: number): void {
    this.#needed = needed;
    this.#codePoint = bits;
  }

  /** Returns whether the byte must be processed again, as the first one of a sequence. */
  #continue(byte: number, units: number[]): boolean {
    if (byte < this.#lower || byte > this.#upper) {
      this.#reset();
      units.push(0xfffd);
      return true;
    }
    this.#lower = 0x80;
    this.#upper = 0xbf;
    this.#codePoint = (this.#codePoint << 6) | (byte & 0x3f);
    if (--this.#needed > 0) return false;
    const point = this.#codePoint;
    if (point < 0x10000) units.push(point);
    else units.push(0xd7c0 + (point >> 10), 0xdc00 | (point & 0x3ff));
    return false;
  }

  #reset(): void {
    this.#needed = 0;
    this.#lower = 0x80;
    this.#upper = 0xbf;
  }

  #textOf(units: number[]): string {
    if (units.length === 0) return "";
    if (this.#isStart && !this.#ignoreBOM && units[0] === 0xfeff) units.shift();
    this.#isStart = false;
    return String.fromCharCode.apply(null, units);
  }
}

const Native = (globalThis as { TextDecoder?: DecoderClass }).TextDecoder;

/** Checks the engine's decoder: polyfills may drop the byte order mark, or a character split into two chunks; some return no string at all. */
function isFaithful(): boolean {
  try {
    const decoder = new Native!("utf-8", { ignoreBOM: true });
    const whole = decoder.decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xf0, 0x9f, 0x98, 0x80, 0xe2, 0x82, 0x41));
    const parts = new Native!();
    return whole === "\uFEFFa\u{1F600}\uFFFDA" && parts.decode(Uint8Array.of(0xc3), { stream: true }) + parts.decode(Uint8Array.of(0xa4), { stream: true }) === "\u00E4";
  } catch {
    return false;
  }
}

export const TextDecoder: DecoderClass = isFaithful() ? Native! : Utf8Decoder;
