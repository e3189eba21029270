const STREAM = process.env.STREAM ?? "http://127.0.0.1:8080/api/feed";

export const dynamic = "force-dynamic";

/** The token stays on the server; the last event ID goes through. */
export async function GET(request) {
  const headers = { Authorization: "Bearer demo" };
  const lastEventId = request.headers.get("last-event-id");
  if (lastEventId) headers["Last-Event-ID"] = lastEventId;
  const { status, body } = await fetch(STREAM, { headers, signal: request.signal, cache: "no-store" });
  return new Response(body, { status, headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" } });
}
