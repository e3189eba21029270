/**
 * Tells a CORS refusal from a lost network. `fetch` rejects both in the same way; but without CORS a server that runs gives an
 * (opaque) answer to the same request.
 */
import { platform } from "../runtime/platform.js";

/** Whether the server answers where nothing asks for CORS. The body is never read. */
export async function answersWithoutCors(url: string, withCredentials: boolean, signal: AbortSignal): Promise<boolean> {
  const probe = new AbortController();
  const abort = (): void => probe.abort();
  signal.addEventListener("abort", abort);
  try {
    await fetch(url, {
      ...platform.requestDefaults_,
      mode: "no-cors",
      credentials: withCredentials ? "include" : "same-origin",
      headers: { accept: "text/event-stream" },
      signal: probe.signal,
    });
    return true;
  } catch {
    return false;
  } finally {
    signal.removeEventListener("abort", abort);
    probe.abort();
  }
}
