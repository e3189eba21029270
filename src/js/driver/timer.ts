/**
 * The one timer of a connection: a function that has it fire at a time by the wall clock, or never for Infinity, whatever it was set
 * to before.
 * @param keepAlive whether it keeps a Node process alive
 */
export function timerOf(keepAlive: unknown, fire: () => void): (due: number) => void {
  let id: ReturnType<typeof setTimeout> | undefined;
  let current = Infinity;
  return (due) => {
    if (due === current) return;
    clearTimeout(id);
    current = due;
    if (due === Infinity) return;
    const fired = (): void => {
      current = Infinity;
      fire();
    };
    // Beyond 2³¹−1 ms it would fire at once.
    id = setTimeout(fired, Math.min(Math.max(due - Date.now(), 0), 0x7fffffff));
    if (!keepAlive) (id as { unref?(): void }).unref?.();
  };
}
