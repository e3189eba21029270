/** Reads the beginning of a refused response's body, for the error event. */

import { cancel } from "./body.js";

/** Returns the first 4 KiB as text, or `undefined` if there is no body, or it is already being read. Cancels the rest. */
export async function excerptOf(body: ReadableStream | null | undefined): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const reader = body!.getReader();
    // Cancelling resolves the pending read, as the end of the body would.
    const stop = (): Promise<void> => cancel(reader);
    // Some servers answer 401 with a stream that never ends.
    timer = setTimeout(stop, 1000);
    const decoder = new TextDecoder();
    let text = "";
    let room = 4096;
    while (room > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, room), { stream: true });
      room -= value.length;
    }
    void stop();
    return text;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
