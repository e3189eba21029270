// Cases that a runtime cannot pass, for a reason of its own: expected.json lists them with that reason.
// Each entry: `runtime`, `scope` (all where it is left out), `case`: patterns of the whole name; `why`.
import fs from "node:fs";
import path from "node:path";

const entries = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "expected.json"), "utf8"));
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
const met = new Set();

/** Those of one scope. */
export class KnownFailures {
  #entries;

  constructor(runtime, scope) {
    this.#entries = entries.filter((entry) => whole(entry.runtime).test(runtime) && whole(entry.scope ?? ".*").test(scope));
  }

  has(name) {
    const found = this.#entries.filter((entry) => whole(entry.case).test(name));
    for (const entry of found) met.add(entry);
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

/** After a whole run of a runtime: what is listed for it, but was no case of it. */
export const staleEntries = (runtime) => entries.filter((entry) => whole(entry.runtime).test(runtime) && !met.has(entry));
