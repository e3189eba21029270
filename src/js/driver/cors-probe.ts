/**
 * Tells a CORS refusal from a lost network. `fetch` rejects both in the same way; but without CORS a server that runs gives an
 * (opaque) answer to the same request.
 */
import type { PreparedRequest } from "./redirects.js";

/** Whether the server answers where nothing asks for CORS. The body is never read. */
export async function answersWithoutCors(url: string, request: PreparedRequest): Promise<boolean> {
  const probe = new AbortController();
  try {
    // Where there is no `AbortSignal.any`, it stays a lost network.
    await fetch(url, { ...request, mode: "no-cors", signal: AbortSignal.any([request.signal, probe.signal]) });
    return true;
  } catch {
    return false;
  } finally {
    probe.abort();
  }
}
