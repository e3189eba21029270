// The clients, each as `(url, onData) => promise of the stream's end`: `onData` has the data of each `message` event.
import { fetchEventSource } from "@microsoft/fetch-event-source";
import polyfill from "event-source-polyfill";
import { EventSource as Npm } from "eventsource";
import { EventSource as Ours } from "eventsource-wasm";

/** A client in the shape of the standard's class. It ends by an event, because after the end of the stream it would reconnect. */
const byClass = (Class) => (url, onData) =>
  new Promise((resolve, reject) => {
    const source = new Class(url);
    source.onmessage = (event) => onData(event.data);
    source.addEventListener("done", () => {
      source.close();
      resolve();
    });
    source.onerror = (event) => {
      source.close();
      reject(new Error(`the connection was lost: ${event.message ?? event.error ?? ""}`));
    };
  });

/** A client without a listener for the stream's events. */
const withoutListener = (Class) => (url) =>
  new Promise((resolve) => {
    const source = new Class(url);
    source.addEventListener("done", () => {
      source.close();
      resolve();
    });
  });

/** This client needs a page's `window` and `document`, even in Node. */
async function microsoft(url, onData) {
  const isPage = "document" in globalThis;
  if (!isPage) Object.assign(globalThis, { window: globalThis, document: { removeEventListener() {} } });
  try {
    await fetchEventSource(url, {
      openWhenHidden: true,
      onmessage({ event, data }) {
        if (event === "") onData(data);
      },
      onerror(error) {
        throw error;
      },
    });
  } finally {
    if (!isPage) {
      delete globalThis.window;
      delete globalThis.document;
    }
  }
}

/** The lower bound: reads the response's bytes, but does nothing with them. */
async function readLoop(url) {
  const response = await fetch(url, { headers: { Accept: "text/event-stream" }, cache: "no-store" });
  const reader = response.body.getReader();
  while (!(await reader.read()).done);
}

/** The clients, by their names in tables. `silent` clients return no data. */
export const clients = {
  "eventsource-wasm": { run: byClass(Ours) },
  "eventsource 5": { run: byClass(Npm) },
  "fetch-event-source": { run: microsoft },
  "event-source-polyfill": { run: byClass(polyfill.EventSourcePolyfill) },
  ...(globalThis.EventSource ? { native: { run: byClass(globalThis.EventSource) } } : {}),
  "eventsource-wasm, no listener": { run: withoutListener(Ours), silent: true },
  "bare fetch loop": { run: readLoop, silent: true },
};
