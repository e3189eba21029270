import { EventSource } from "eventsource-wasm";
import { install } from "eventsource-wasm/polyfill";
import { initialize } from "launchdarkly-js-client-sdk";

install({ force: true });
// Says that it can send REPORT.
globalThis.EventSourcePolyfill = Object.assign(EventSource.with({}), { supportedOptions: { method: true, headers: true } });
// Its own option for headers; the native class would ignore them.
const requestHeaderTransform = (headers) => ({ ...headers, authorization: TOKEN });

globalThis.connect = (useReport) => {
  const client = initialize("env", { kind: "user", key: "ada" }, {
    baseUrl: location.origin, streamUrl: location.origin, streaming: true, useReport,
    sendEvents: false, diagnosticOptOut: true, fetchGoals: false, requestHeaderTransform,
  });
  globalThis.flag = () => client.variation("banner", "");
  globalThis.close = () => client.close();
};
