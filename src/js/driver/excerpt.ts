/** The beginning of a refused response's body, for the error event. */

import { cancel } from "./body.js";

/** The first bytes as text; `undefined` where there is no body, or somebody else has read it. Cancels the rest. */
export async function excerptOf(body: ReadableStream | null | undefined): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const reader = body!.getReader();
    // Then the read that is under way ends, as at the body's end.
    const stop = (): Promise<void> => cancel(reader);
    // Some servers answer 401 with a stream that does not end.
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
