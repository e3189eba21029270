import { events } from "eventsource-wasm";

/** `/?symbol=RUST` streams that stock's prices only. */
export default {
  fetch(request, env) {
    const symbol = new URL(request.url).searchParams.get("symbol");
    const ticks = events(env.STREAM, { headers: { Authorization: "Bearer demo" }, signal: request.signal });
    const encoder = new TextEncoder();
    // Pulled, so that the feed is read only as fast as the client reads; a client that goes ends the request.
    const body = new ReadableStream({
      async pull(controller) {
        for (;;) {
          const { done, value } = await ticks.next();
          if (done) return controller.close();
          if (value.type !== "tick" || (symbol && value.json().symbol !== symbol)) continue;
          return controller.enqueue(encoder.encode(`id: ${value.id}\ndata: ${value.data}\n\n`));
        }
      },
      cancel: () => ticks.return(),
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
  },
};
