// Assertions that run in every scope. Their messages show both values.

const show = (value) => (typeof value === "string" || (typeof value === "object" && value !== null && !(value instanceof Error)) ? JSON.stringify(value) : String(value));

export function ok(value, what) {
  if (!value) throw new Error(what);
}

export function equal(actual, expected, what = "value") {
  if (!Object.is(actual, expected)) throw new Error(`${what}: got ${show(actual)}, expected ${show(expected)}`);
}

/** Compares plain data as JSON, so `undefined` fields count as missing. */
export function same(actual, expected, what = "value") {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${what}: got ${show(actual)}, expected ${show(expected)}`);
}

export function match(text, pattern, what = "text") {
  if (!pattern.test(text)) throw new Error(`${what}: ${show(text)} does not match ${pattern}`);
}

/** Returns what `run` throws; fails if it does not throw. */
export function thrown(run, what = "the call") {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error(`${what} did not throw`);
}
