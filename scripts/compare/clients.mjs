// How each client is told to connect, and what it is asked. Everything here is source text: the probes run in Chromium and in Node.

/**
 * `make(url, options)` gives a source with `onmessage` and `onerror`, and hands `options` on under the names that the client documents.
 */
export const CLIENTS = {
  "eventsource-wasm": { load: `import { EventSource } from "eventsource-wasm"; const make = (url, o) => new EventSource(url, o);` },
  "eventsource": { load: `import { EventSource } from "eventsource"; const make = (url, o) => new EventSource(url, o);` },
  "@microsoft/fetch-event-source": {
    load: `import { fetchEventSource } from "@microsoft/fetch-event-source";
      const make = (url, o) => {
        const s = {};
        fetchEventSource(url, { ...o, onmessage: (e) => s.onmessage?.(e), onerror: (e) => { s.onerror?.(e); } }).catch((e) => s.onerror?.(e));
        return s;
      };`,
  },
  "event-source-polyfill": { load: `import polyfill from "event-source-polyfill"; const make = (url, o) => new polyfill.EventSourcePolyfill(url, o);` },
  "sse.js": {
    load: `import { SSE } from "sse.js";
      const make = (url, { body, ...o } = {}) => {
        const s = new SSE(url, { reconnectDelay: 20, ...o, payload: body, start: false });
        queueMicrotask(() => s.stream());
        return s;
      };`,
  },
  "native": { load: `const make = (url, o) => new EventSource(url, o);` },
};

export const POST = "POST with a body";
export const NO_REPEATED_POST = "a broken POST is not sent again unasked";

/**
 * By the name of the row: source text that calls \`yes(ok)\` with the verdict. Silence, an exception and a wrong answer are all "no".
 * `make`, `url` (the server's, without a slash) and `once` (a URL whose connections break after one event) are given.
 */
export const IN_CHROMIUM = {
  "`headers` option": `make(url + "/echo", { headers: { "x-probe": "h" } }).onmessage = (e) => yes(JSON.parse(e.data).header === "h");`,
  [POST]: `make(url + "/echo", { method: "POST", body: "b" }).onmessage = (e) => yes(JSON.parse(e.data).method === "POST" && JSON.parse(e.data).body === "b");`,
  [NO_REPEATED_POST]: `
    let n = 0;
    make(once, { method: "POST", body: "b" }).onmessage = (e) => { if (JSON.parse(e.data).method !== "POST" || ++n > 1) yes(false); else setTimeout(yes, 3000, true); };`,
  "a fresh header for each attempt (`headers` as a function)": `
    let n = 0;
    make(once, { autoReconnect: true, headers: () => ({ "x-probe": "h" + n++ }) }).onmessage = (e) => { if (JSON.parse(e.data).header === "h1") yes(true); };`,
  "reconnects with the last event ID": `make(once, { autoReconnect: true }).onmessage = (e) => { if (JSON.parse(e.data).lastEventId === "1") yes(true); };`,
  "the error tells the HTTP status": `make(url + "/401").onerror = (e) => yes(e?.status === 401 || e?.code === 401 || e?.responseCode === 401);`,
  "the error tells whether it reconnects, and when": `make(once, { autoReconnect: true }).onerror = (e) => yes(e?.willReconnect === true && e.delay >= 0);`,
};

/** The same, in Node. */
export const IN_NODE = {
  "streams in Node 20 without set-up": `make(url + "/echo").onmessage = (e) => yes(JSON.parse(e.data).method === "GET");`,
};

/** In Node, where nothing but the waiting source keeps the process alive. */
export const ALONE = {
  "a waiting reconnect keeps Node alive": `let n = 0; const s = make(once); s.onmessage = () => { if (++n === 2) yes(true); };`,
};

/** In a module service worker. */
export const IN_A_SERVICE_WORKER = {
  "works in a service worker": `make(url + "/echo").onmessage = (e) => yes(JSON.parse(e.data).method === "GET");`,
};
