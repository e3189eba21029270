import EventSource from "@sanity/eventsource/browser";

export const messages = (url, headers, count) =>
  new Promise((resolve) => {
    const messages = [];
    const source = new EventSource(url, { headers });
    source.addEventListener("tick", ({ type, data, lastEventId }) => {
      if (messages.push([type, data, lastEventId]) < count) return;
      source.close();
      resolve(messages);
    });
  });
