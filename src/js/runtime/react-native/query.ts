/** The part of `URLSearchParams` that is used, because older versions of React Native have no `set`. */
import { decode, encodeWhere } from "./percent.js";

/** The characters that [application/x-www-form-urlencoded](https://url.spec.whatwg.org/#urlencoded-serializing) encodes. A space becomes a plus sign. */
const FORM = /[^\w*.-]/;
const serialized = (text: string): string => text.split(" ").map((part) => encodeWhere(FORM, part)).join("+");

export class Query {
  /** The query without the question mark. */
  text = "";

  append(name: string, value: string): void {
    this.#write([...this.#pairs(), [name, value]]);
  }

  /** Replaces the first parameter of that name, and removes the others. */
  set(name: string, value: string): void {
    const pairs = this.#pairs();
    const at = pairs.findIndex(([one]) => one === name);
    if (at < 0) return this.append(name, value);
    pairs[at] = [name, value];
    this.#write(pairs.filter(([one], i) => i <= at || one !== name));
  }

  #pairs(): [name: string, value: string][] {
    const parts = this.text.split("&").filter(Boolean);
    return parts.map((part) => {
      const [, name, value = ""] = /^([^=]*)=?([^]*)$/.exec(part)!;
      const plain = (text: string): string => decode(text.replaceAll("+", " "));
      return [plain(name!), plain(value)];
    });
  }

  #write(pairs: readonly [string, string][]): void {
    this.text = pairs.map(([name, value]) => `${serialized(name)}=${serialized(value)}`).join("&");
  }
}
