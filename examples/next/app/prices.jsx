"use client";
import { EventSource } from "eventsource-wasm";
import { useEffect, useState } from "react";

export default function Prices() {
  const [prices, setPrices] = useState({});
  const [state, setState] = useState("connecting");

  // An effect runs in the browser only: rendering on the server connects to nothing.
  useEffect(() => {
    const source = new EventSource("/feed");
    source.onopen = () => setState("open");
    source.onerror = ({ message }) => setState(message);
    source.addEventListener("tick", ({ data }) => {
      const { symbol, price } = JSON.parse(data);
      setPrices((known) => ({ ...known, [symbol]: price }));
    });
    return () => source.close();
  }, []);

  return (
    <>
      <p id="state">{state}</p>
      <ul>{Object.entries(prices).map(([symbol, price]) => <li key={symbol}>{symbol} {price.toFixed(2)}</li>)}</ul>
    </>
  );
}
