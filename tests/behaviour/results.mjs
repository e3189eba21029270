// What scopes report of the suite, from its start to its end.
import path from "node:path";
import { Expected } from "./expected.mjs";

/** Longer than a case may take: no word for so many ms means that the scope is lost. */
const SILENCE = 60_000;

const here = import.meta.dirname;
/** The failures that are known: the class's, and, of the Rust client, those and its own. */
const lists = { class: new Expected(here), client: new Expected(path.join(here, "client"), here) };
export const expectedOf = (entry) => (entry === "client" ? lists.client : lists.class);

/** Runs under way, by their key. */
const underWay = new Map();

export const total = { passed: 0, failed: 0, known: 0 };

/** All runs that have come to their end. */
export const reported = [];

export const counts = ({ passed, failed, known }) => `${passed} passed, ${failed} failed${known > 0 ? `, ${known} known to fail` : ""}`;

/** What the server was posted. */
export const takeResult = (result) => underWay.get(result.run)?.take(result);

/** The suite in one scope of a runtime. */
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
    /** What the scope is told, as a query string. */
    this.settings = String(new URLSearchParams({ run: key, scope, entry, origin, other, filter, known: this.#known.pattern }));
    this.finished = new Promise((resolve) => (this.#finish = resolve)).then(() => underWay.delete(key));
    underWay.set(key, this);
    this.#heard();
  }

  #heard() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.fail("the scope", `no word for ${SILENCE / 1000} s, after ${this.passed.length} that passed`), SILENCE);
  }

  take({ passed = [], failed, done }) {
    this.#heard();
    this.passed.push(...passed);
    if (failed) this.failures.push(failed);
    if (done) this.#end();
  }

  /** Ends it, unless it has ended. */
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
