import { EventSource } from "eventsource-wasm";

const { STREAM = "http://127.0.0.1:8080/api/feed", COUNT = "Infinity" } = process.env;
let left = Number(COUNT);

const source = new EventSource(STREAM, {
  headers: { Authorization: "Bearer demo" },
  idleTimeout: 30_000,
  reconnect: { statuses: [502, 503, 504], maxDelay: 10_000 },
});

source.addEventListener("tick", ({ data, lastEventId }) => {
  const { symbol, price } = JSON.parse(data);
  console.log(`#${lastEventId} ${symbol} ${price.toFixed(2)}`);
  if (--left <= 0) source.close(); // nothing keeps the process alive any longer
});

source.onerror = ({ message, willReconnect }) => {
  console.error(message);
  if (!willReconnect) process.exitCode = 1;
};
