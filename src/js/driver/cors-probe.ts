/**
 * Tells a CORS refusal from a lost network. `fetch` rejects both in the same way; but without CORS a server that runs gives an
 * (opaque) answer to the same request.
 */
import type { PreparedRequest } from "./redirects.js";

/** Whether the server answers where nothing asks for CORS. The body is never read. */
export async function answersWithoutCors(url: string, request: PreparedRequest): Promise<boolean> {
  const { signal } = request;
  const probe = new AbortController();
  const abort = (): void => probe.abort();
  signal.addEventListener("abort", abort);
  try {
    await fetch(url, { ...request, mode: "no-cors", signal: probe.signal });
    return true;
  } catch {
    return false;
  } finally {
    signal.removeEventListener("abort", abort);
    probe.abort();
  }
}
