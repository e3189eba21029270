// Collects the results that scopes report.
import path from "node:path";
import { Expected } from "./expected.mjs";

/** A scope that reports nothing for this many ms is lost: no case may take that long. */
const SILENCE_LIMIT = 60_000;

const here = import.meta.dirname;
/** The known failures: those of the class, which also apply to the Rust client, and those of the client alone. */
const lists = { class: new Expected(here), client: new Expected(path.join(here, "client"), here) };
export const expectedOf = (entry) => (entry === "client" ? lists.client : lists.class);

/** The active runs, by key. */
const activeRuns = new Map();

export const total = { passed: 0, failed: 0, known: 0 };

/** The results of all finished runs. */
export const reported = [];

export const counts = ({ passed, failed, known }) => `${passed} passed, ${failed} failed${known > 0 ? `, ${known} known to fail` : ""}`;

/** Handles a result that a scope posted to the server. */
export const takeResult = (result) => activeRuns.get(result.run)?.take(result);

/** A run of the suite in one scope of a runtime. */
export class Run {
  passed = [];
  failures = [];
  #name;
  #known;
  #watchdog;
  #filter;
  #finish;

  constructor({ runtime, scope, entry, filter, server: { origin, other } }) {
    this.runtime = runtime;
    this.scope = scope;
    this.#name = `${runtime} ${scope}${entry === "index" ? "" : ` /${entry}`}`;
    this.#known = expectedOf(entry).of(runtime, scope);
    this.#filter = filter;
    const key = Math.random().toString(36).slice(2);
    /** The scope's settings, as a query string. */
    this.settings = String(new URLSearchParams({ run: key, scope, entry, origin, other, filter, known: this.#known.pattern }));
    this.finished = new Promise((resolve) => (this.#finish = resolve)).then(() => activeRuns.delete(key));
    activeRuns.set(key, this);
    this.#resetWatchdog();
  }

  #resetWatchdog() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.fail("the scope", `no word for ${SILENCE_LIMIT / 1000} s, after ${this.passed.length} that passed`), SILENCE_LIMIT);
  }

  take({ passed = [], failed, done }) {
    this.#resetWatchdog();
    this.passed.push(...passed);
    if (failed) this.failures.push(failed);
    if (done) this.#end();
  }

  /** Records a failure and ends the run, unless it has already ended. */
  fail(name, error) {
    if (this.ended) return;
    this.failures.push({ name, error });
    this.#end();
  }

  #end() {
    this.ended = true;
    clearTimeout(this.#watchdog);
    this.#finish();
  }

  report() {
    if (!this.#filter && this.passed.length + this.failures.length === 0) this.failures.push({ name: "the scope", error: "no case was run" });
    const failed = this.#known.differences(this);
    const passed = this.passed.filter((name) => !this.#known.has(name)).length;
    const known = this.failures.filter(({ name }) => this.#known.has(name)).map(({ name }) => ({ name, why: this.#known.why(name) }));
    console.log(`${this.#name}: ${counts({ passed, failed: failed.length, known: known.length })}`);
    for (const { name, error } of failed) console.log(`  ✗ ${name}\n      ${error}`);
    total.passed += passed;
    total.failed += failed.length;
    total.known += known.length;
    reported.push({ runtime: this.runtime, scope: this.scope, passed, failed: failed.length, known });
  }
}
