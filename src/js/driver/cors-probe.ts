/**
 * Tells a CORS refusal from a network failure. `fetch` rejects in the same way for both; but in the mode `no-cors`, a running server
 * gives an (opaque) answer to the same request.
 */
import type { PreparedRequest } from "./redirects.js";

/** Returns whether the server answers in the mode `no-cors`. Never reads the body. */
export async function answersWithoutCors(url: string, request: PreparedRequest): Promise<boolean> {
  const probe = new AbortController();
  try {
    // Without `AbortSignal.any` this throws, and the failure counts as one of the network.
    await fetch(url, { ...request, mode: "no-cors", signal: AbortSignal.any([request.signal, probe.signal]) });
    return true;
  } catch {
    return false;
  } finally {
    probe.abort();
  }
}
