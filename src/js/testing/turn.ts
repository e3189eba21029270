/** Timing that no test can fake: uses the runtime's own functions, saved when this module was loaded. */
const { setTimeout, clearTimeout, MessageChannel } = globalThis;

/** More steps than any chain of promises from a response to a listener has. */
const STEPS = 100;

/**
 * Resolves when all promise reactions pending in this thread have run. Fake timers do not affect message channels; but Deno and workerd may
 * deliver a message between two reactions, so this also waits for a number of steps.
 */
export async function turn(): Promise<void> {
  for (let i = 0; i < STEPS; i++) await undefined;
  await new Promise<void>((resolve) => {
    const channel = messageChannel();
    if (!channel) return void setTimeout(resolve);
    const { port1, port2 } = channel;
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Next.js's edge runtime has one that throws. */
function messageChannel(): MessageChannel | undefined {
  try {
    return new MessageChannel();
  } catch {
    return undefined;
  }
}

/** Calls `late` after this many ms, unless the returned function is called first. */
export function after(ms: number, late: () => void): () => void {
  if (ms === Infinity) return () => {};
  const id = setTimeout(late, Math.min(ms, 0x7fffffff));
  return () => clearTimeout(id);
}

/** Returns whether the timers have been replaced since this module was loaded. */
export const areTimersFake = (): boolean => globalThis.setTimeout !== setTimeout;
