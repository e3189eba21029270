import { createElement } from "react";
import { useSSE } from "react-eventsource";
import { create } from "react-test-renderer";

export const messages = (url, headers, count) =>
  new Promise((resolve) => {
    const messages = [];
    const options = { url, headers, onMessage: ({ event, data, id }) => messages.push([event, data, id]) === count && resolve(messages) };
    create(createElement(() => (useSSE(options), null)));
  });
