// An app for Hermes' own command, which has no network: the stream is made here.
import "./hermes-globals";
import "whatwg-fetch";
import { EventSource, events } from "eventsource-wasm";
import { createParser } from "eventsource-wasm/parser";

const CHUNKS = ["id: 1\nevent: tick\nda", "ta: \u00e9\u20ac\u{1F600}\n\n", "data: b\n", "\n"].map((text) => new TextEncoder().encode(text));

const fetch = async (url) => {
  const chunks = [...CHUNKS];
  const read = async () => (chunks.length > 0 ? { done: false, value: chunks.shift() } : { done: true });
  return { status: 200, url, headers: new Headers({ "content-type": "text/event-stream" }), body: { getReader: () => ({ read, cancel: async () => {} }) } };
};

async function everything() {
  const came = [];
  await new Promise((resolve) => {
    const source = new EventSource("https://h.example/a", { fetch, reconnect: false });
    source.onopen = ({ type, status }) => came.push([type, status]);
    source.onmessage = source.onerror = ({ type, data, reason }) => {
      came.push([type, data ?? reason]);
      if (reason) resolve();
    };
    source.addEventListener("tick", ({ data, lastEventId, origin, target }) => came.push([data, lastEventId, origin, target === source]));
  });
  for await (const { type, data, id } of events("https://h.example/b", { fetch })) came.push([type, data, id]);
  const parser = createParser({ onEvent: ({ event, data, id }) => came.push([event, data, id]) });
  for (const chunk of CHUNKS) parser.feed(chunk);
  for (const wrong of [() => new EventSource("/relative"), () => new EventSource("https://h.example/c")])
    try {
      wrong();
    } catch ({ name, message }) {
      came.push([name, message]);
    }
  return came;
}

everything().then(JSON.stringify, (error) => error.stack).then(print);
