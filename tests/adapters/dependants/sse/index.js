// Written for the original, which it names.
import { SSE } from "sse.js";

export const messages = (url) =>
  new Promise((resolve) => {
    const messages = [];
    const source = new SSE(url, { headers: { "X-Client": "c" }, start: false });
    source.addEventListener("tick", ({ type, data, lastEventId }) => messages.push([type, data, lastEventId]));
    source.onreadystatechange = ({ readyState }) => readyState === SSE.CLOSED && resolve(messages);
    source.stream();
  });
