// Reads a suite's expected.json: the cases that a runtime cannot pass, each with the reason.
// The fields `runtime`, `scope` (default: all) and `case` of an entry are patterns for the whole name; `why` is the reason.
import fs from "node:fs";
import path from "node:path";

const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

const listed = (folder) => JSON.parse(fs.readFileSync(path.join(folder, "expected.json"), "utf8"));

/** The entries of the expected.json in a suite's folder. */
export class Expected {
  #entries;
  #others;
  #matched = new Set();

  /** @param others the folder of a second list that applies, too; its entries may be for cases that are not run */
  constructor(folder, others) {
    this.#entries = listed(folder);
    this.#others = others ? listed(others) : [];
  }

  /** Returns the known failures of one scope. */
  of(runtime, scope) {
    return new KnownFailures([...this.#entries, ...this.#others].filter((entry) => whole(entry.runtime).test(runtime) && whole(entry.scope ?? ".*").test(scope)), this.#matched);
  }

  /** Returns the runtime's entries that matched no case. Call it after a complete run. */
  stale(runtime) {
    return this.#entries.filter((entry) => whole(entry.runtime).test(runtime) && !this.#matched.has(entry));
  }
}

class KnownFailures {
  #entries;
  #matched;

  constructor(entries, matched) {
    this.#entries = entries;
    this.#matched = matched;
  }

  has(name) {
    const found = this.#entries.filter((entry) => whole(entry.case).test(name));
    for (const entry of found) this.#matched.add(entry);
    return found.length > 0;
  }

  /** Returns why a case fails. */
  why(name) {
    return this.#entries.filter((entry) => whole(entry.case).test(name)).map(({ why }) => why).join(" ");
  }

  /** One pattern for all known failures; it matches nothing if there are none. */
  get pattern() {
    return this.#entries.map((entry) => whole(entry.case).source).join("|") || "(?!)";
  }

  /** Returns the failures that are not known, and the known failures that passed. */
  differences({ passed, failures }) {
    const passes = passed.filter((name) => this.has(name)).map((name) => ({ name, error: "it passes, though expected.json lists it" }));
    return [...failures.filter(({ name }) => !this.has(name)), ...passes];
  }
}
