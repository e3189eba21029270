// Cases that a runtime cannot pass, for a reason of its own: a suite's expected.json lists them with that reason.
// Each entry: `runtime`, `scope` (all where it is left out), `case`: patterns of the whole name; `why`.
import fs from "node:fs";
import path from "node:path";

const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

const listed = (folder) => JSON.parse(fs.readFileSync(path.join(folder, "expected.json"), "utf8"));

/** What the expected.json in a suite's folder lists. */
export class Expected {
  #entries;
  #others;
  #met = new Set();

  /** @param others the folder of another list that holds, too, some of it for cases that are not run */
  constructor(folder, others) {
    this.#entries = listed(folder);
    this.#others = others ? listed(others) : [];
  }

  /** Those of one scope. */
  of(runtime, scope) {
    return new KnownFailures([...this.#entries, ...this.#others].filter((entry) => whole(entry.runtime).test(runtime) && whole(entry.scope ?? ".*").test(scope)), this.#met);
  }

  /** After a whole run of a runtime: what is listed for it, but was no case of it. */
  stale(runtime) {
    return this.#entries.filter((entry) => whole(entry.runtime).test(runtime) && !this.#met.has(entry));
  }
}

class KnownFailures {
  #entries;
  #met;

  constructor(entries, met) {
    this.#entries = entries;
    this.#met = met;
  }

  has(name) {
    const found = this.#entries.filter((entry) => whole(entry.case).test(name));
    for (const entry of found) this.#met.add(entry);
    return found.length > 0;
  }

  /** Why a case fails. */
  why(name) {
    return this.#entries.filter((entry) => whole(entry.case).test(name)).map(({ why }) => why).join(" ");
  }

  /** One pattern for all, which matches nothing where there are none. */
  get pattern() {
    return this.#entries.map((entry) => whole(entry.case).source).join("|") || "(?!)";
  }

  /** The failures that are none of these, and the passes that are. */
  differences({ passed, failures }) {
    const passes = passed.filter((name) => this.has(name)).map((name) => ({ name, error: "it passes, though expected.json lists it" }));
    return [...failures.filter(({ name }) => !this.has(name)), ...passes];
  }
}
