import { install } from "eventsource-wasm/polyfill";
import $ from "jquery";

// `$.eventsource` after its README, which is all of it that is used here: sources by label, text or JSON, `open` and `message`, "close".
const sources = {};
$.eventsource = (options, label) => {
  if (options === "close") return sources[label].close();
  const source = (sources[options.label] = new EventSource(options.url));
  source.addEventListener("open", (event) => options.open?.(event));
  source.addEventListener("message", ({ data }) => options.message?.(options.dataType === "json" ? JSON.parse(data) : data));
};

install({ force: true, defaults: { headers: { authorization: TOKEN } } });
globalThis.got = [];
globalThis.$ = $;
$.eventsource({ label: "json", url: "/json", dataType: "json", open: () => got.push("open"), message: ({ text }) => got.push(text) });
