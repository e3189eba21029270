/**
 * The one timer of a connection: a function that has it fire at a time by the wall clock, or never for NaN, whatever it was set
 * to before.
 * @param keepAlive whether it keeps a Node process alive
 */
export function timerOf(keepAlive: unknown, fire: () => void): (due: number) => void {
  let id: ReturnType<typeof setTimeout> | undefined;
  let current = NaN;
  return (due) => {
    if (Object.is(due, current)) return;
    clearTimeout(id);
    current = due;
    if (isNaN(due)) return;
    const fired = (): void => {
      current = NaN;
      fire();
    };
    // Beyond 2³¹−1 ms it would fire at once.
    id = setTimeout(fired, Math.min(Math.max(due - Date.now(), 0), 0x7fffffff));
    if (!keepAlive) (id as { unref?(): void }).unref?.();
  };
}
