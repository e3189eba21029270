// Runs a stage's cases one by one, and counts those that pass and fail.

export class Count {
  #passed = 0;
  #failed = 0;

  /** Runs a case, which fails by throwing. */
  async check(name, run) {
    try {
      await run();
      this.#passed++;
    } catch (error) {
      this.#failed++;
      console.log(`FAILED ${name}\n  ${error.message}`);
    }
  }

  /** Prints the closing line that scripts/test.mjs reads. A run in which nothing passed has failed, too. */
  close(stage) {
    console.log(`${stage}: ${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed === 0 && this.#passed > 0 ? 0 : 1;
  }
}
