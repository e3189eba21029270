import { EventSource } from "eventsource-wasm";

const state = document.querySelector("#state");
const prices = document.querySelector("#prices");
const rows = new Map();

const source = new EventSource("/api/feed", { headers: { Authorization: "Bearer demo" }, whenHidden: 60_000 });

source.onopen = () => (state.value = "open");
source.onerror = ({ message }) => (state.value = message);
source.addEventListener("tick", ({ data }) => {
  const { symbol, price } = JSON.parse(data);
  if (!rows.has(symbol)) {
    const [name, value] = [document.createElement("dt"), document.createElement("dd")];
    name.textContent = symbol;
    prices.append(name, value);
    rows.set(symbol, value);
  }
  rows.get(symbol).textContent = price.toFixed(2);
});

document.querySelector("#again").onclick = () => source.reconnect();
