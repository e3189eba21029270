/**
 * Creates a connection's one timer. The returned function sets it to a time on the wall clock, or clears it for Infinity; it replaces
 * the previous time.
 * @param keepAlive whether the timer keeps a Node process alive
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
    // `setTimeout` fires at once if the delay exceeds 2³¹−1 ms.
    id = setTimeout(fired, Math.min(Math.max(due - Date.now(), 0), 0x7fffffff));
    if (!keepAlive) (id as { unref?(): void }).unref?.();
  };
}
