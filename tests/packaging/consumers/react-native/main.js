// An app that uses every entry; each stream goes on only once an event of it was heard.
import { EventSource, events } from "eventsource-wasm";
import { EventSource as WithoutWasm } from "eventsource-wasm/js";
import { EventSourcePolyfill } from "eventsource-wasm/event-source-polyfill";
import { fetchEventSource } from "eventsource-wasm/fetch-event-source";
import { mercureUrl } from "eventsource-wasm/mercure";
import { createParser } from "eventsource-wasm/parser";
import { install } from "eventsource-wasm/polyfill";
import { EventSourceParserStream } from "eventsource-wasm/stream";

const REQUEST = { method: "POST", headers: { authorization: "Bearer t" }, body: "hello" };
// The server may be gone before it has answered the last one.
const heard = (url) => fetch(url.replace("/stream", "/heard"), { method: "POST" }).catch(() => {});

const byClass = (Class) => (url) =>
  new Promise((resolve, reject) => {
    const said = [];
    const source = new Class(url, REQUEST);
    source.addEventListener("answer", ({ data }) => {
      said.push(data);
      heard(url);
    });
    source.onerror = ({ reason, message }) => (reason === "end" ? resolve(said) : reject(new Error(message)));
  });

async function byLoop(url) {
  const said = [];
  for await (const { data } of events(url, REQUEST)) {
    said.push(data);
    heard(url);
  }
  return said;
}

const WAYS = {
  EventSource: byClass(EventSource),
  "EventSource of /js": byClass(WithoutWasm),
  EventSourcePolyfill: byClass(EventSourcePolyfill),
  events: byLoop,
  mercureUrl: (url) => byLoop(mercureUrl(url, { topic: "https://example.com/{id}" })),
  async fetchEventSource(url) {
    const said = [];
    const onmessage = ({ data }) => {
      said.push(data);
      heard(url);
    };
    await fetchEventSource(url, { ...REQUEST, onmessage });
    return said;
  },
  async createParser(url) {
    const said = [];
    const parser = createParser({
      onEvent({ data }) {
        said.push(data);
        heard(url);
      },
    });
    const { body } = await fetch(url, REQUEST);
    const reader = body.getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) parser.feed(value);
    return said;
  },
  install(url) {
    install({ force: true });
    return byClass(globalThis.EventSource)(url);
  },
  async EventSourceParserStream() {
    return new EventSourceParserStream();
  },
};

globalThis.useAll = async (origin) => {
  const came = {};
  for (const [name, way] of Object.entries(WAYS)) came[name] = await way(`${origin}/stream?of=${encodeURIComponent(name)}`).catch(String);
  return came;
};
