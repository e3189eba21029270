import { createClient } from "@launchdarkly/js-client-sdk";
import { install } from "eventsource-wasm/polyfill";

const native = globalThis.EventSource;
const classes = {
  native: () => (globalThis.EventSource = native),
  ours: () => install({ force: true }),
  withToken: () => install({ force: true, defaults: { headers: { authorization: TOKEN } } }),
};

globalThis.connect = (kind, streamUri) => {
  classes[kind]();
  const client = createClient("env", { kind: "user", key: "ada" }, {
    baseUri: location.origin, streamUri, eventsUri: location.origin, streaming: true, streamInitialReconnectDelay: 0.01,
    sendEvents: false, diagnosticOptOut: true, fetchGoals: false,
  });
  client.start();
  globalThis.flag = () => client.variation("banner", "");
  globalThis.close = () => client.close();
};
