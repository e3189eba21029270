import { events } from "eventsource-wasm";

interface Tick {
  symbol: string;
  price: number;
}

const stream = Deno.env.get("STREAM") ?? "http://127.0.0.1:8080/api/feed";
let left = Number(Deno.env.get("COUNT") ?? Infinity);

// A loop reconnects only if it is told to.
for await (const { type, id, json } of events(stream, { headers: { Authorization: "Bearer demo" }, reconnect: true })) {
  if (type !== "tick") continue;
  const { symbol, price } = json<Tick>();
  console.log(`#${id} ${symbol} ${price.toFixed(2)}`);
  if (--left <= 0) break;
}
