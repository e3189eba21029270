/** Time that no test can fake: the runtime's own functions, as they were when this module was loaded. */
const { setTimeout, clearTimeout, MessageChannel } = globalThis;

/** Longer than any chain of promises from a response to a listener. */
const STEPS = 100;

/**
 * Resolves when what is under way in this thread, promise by promise, has had its turn. Fakes of timers leave channels alone; but Deno
 * and workerd may deliver a channel's message between two promises, so the steps are counted, too.
 */
export async function turn(): Promise<void> {
  for (let i = 0; i < STEPS; i++) await undefined;
  await new Promise<void>((resolve) => {
    if (!MessageChannel) return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Calls `late` after so many ms, unless the returned function is called before. */
export function after(ms: number, late: () => void): () => void {
  if (ms === Infinity) return () => {};
  const id = setTimeout(late, Math.min(ms, 0x7fffffff));
  return () => clearTimeout(id);
}

/** Somebody has replaced the timers since. */
export const areTimersFake = (): boolean => globalThis.setTimeout !== setTimeout;
