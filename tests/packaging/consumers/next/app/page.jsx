"use client";
import { useEffect } from "react";
import { entries } from "../consumer/entries.js";
import { useAll } from "../consumer/use.js";
import { startWorker } from "../consumer/workers.js";

function inWorker() {
  const worker = startWorker();
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage("use", [port2]);
  });
}

async function run() {
  const page = await useAll(entries, { origin: location.origin });
  globalThis.came = { page, worker: await inWorker().catch(String) };
}

export default function Page() {
  useEffect(() => void run(), []);
  return <p>consumer</p>;
}
