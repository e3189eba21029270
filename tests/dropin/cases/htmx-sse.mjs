import htmx from "./htmx.mjs";

export default {
  ...htmx,
  line: '"overrides": { "sse.js": "npm:@eventsource-wasm/sse@^0.1.0" }',
  seen: "in Chromium, in a page that imports `SSE` of `sse.js` for `htmx.createEventSource = (url) => new SSE(url, { headers })`, as the extension's README suggests for headers: the same is seen",
};
