/** Reports uncaught errors. */

/**
 * [Reports](https://html.spec.whatwg.org/multipage/webappapis.html#report-the-exception) an exception of a user's callback, as a non-fatal
 * error. If it were thrown in a timer or a microtask, it would end a released app.
 */
export function report(error: unknown): void {
  const { ErrorUtils, reportError } = globalThis as { ErrorUtils?: { reportError?(error: unknown): void }; reportError?(error: unknown): void };
  if (ErrorUtils?.reportError) ErrorUtils.reportError(error);
  else if (reportError) reportError(error);
  else console.error(error);
}

/** In this package, microtasks only throw exceptions to be reported. */
export function queueMicrotask(task: () => void): void {
  void Promise.resolve().then(task).catch(report);
}
