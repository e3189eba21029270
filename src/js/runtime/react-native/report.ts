/** Errors that nobody catches. */

/**
 * [Reports](https://html.spec.whatwg.org/multipage/webappapis.html#report-the-exception) what a function of the user's own has thrown, as
 * an error that is not fatal. Thrown in a timer or a microtask, it would end a released app.
 */
export function report(error: unknown): void {
  const { ErrorUtils, reportError } = globalThis as { ErrorUtils?: { reportError?(error: unknown): void }; reportError?(error: unknown): void };
  if (ErrorUtils?.reportError) ErrorUtils.reportError(error);
  else if (reportError) reportError(error);
  else console.error(error);
}

/** In this package microtasks do nothing but throw what is to be reported. */
export function queueMicrotask(task: () => void): void {
  void Promise.resolve().then(task).catch(report);
}
