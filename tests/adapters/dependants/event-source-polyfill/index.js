// Written for the original, which it names.
const { EventSourcePolyfill } = require("event-source-polyfill");

exports.messages = (url) =>
  new Promise((resolve) => {
    const messages = [];
    const source = new EventSourcePolyfill(url, { headers: { "X-Client": "c" } });
    source.addEventListener("tick", ({ type, data, lastEventId }) => messages.push([type, data, lastEventId]));
    source.onerror = () => {
      source.close();
      resolve(messages);
    };
  });
