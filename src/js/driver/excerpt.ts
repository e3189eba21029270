/** The beginning of a refused response's body, for the error event. */

import { cancel } from "./body.js";

/** Bytes that are shown at most. */
const LIMIT = 4096;
/** Milliseconds that a body may take: some servers answer 401 with a stream that does not end. */
const PATIENCE = 1000;

/** The first bytes as text; `undefined` where there is no body, or somebody else has read it. Cancels the rest. */
export async function excerptOf(body: ReadableStream | null | undefined): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const reader = body!.getReader();
    // Then the read that is under way ends, as at the body's end.
    const stop = (): Promise<void> => cancel(reader);
    timer = setTimeout(stop, PATIENCE);
    const decoder = new TextDecoder();
    let text = "";
    let room = LIMIT;
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
