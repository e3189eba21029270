// One source of the playground: what the shown code does, with a watch on it.
import { EventSource } from "../../dist/index.js";

/** Connects; `record` is told of everything. Gives the source, and throws what the constructor throws. */
export function connect(url, init, network, record) {
  const source = new EventSource(url, { ...init, fetch: network.fetch, oncomment: (text) => record.tell("comment", { text }) });
  record.sees(source.readyState);
  source.onopen = () => record.sees(source.readyState);
  source.onerror = ({ message, reason, delay, willReconnect }) => {
    record.tell("failure", { message, reason, delay: willReconnect ? delay : undefined });
    record.sees(source.readyState);
  };
  (async () => {
    for await (const { type, data, lastEventId } of source) record.tell("event", { type, data, lastEventId });
    record.sees(source.readyState);
  })();
  return source;
}
