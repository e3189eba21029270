import { EventSource } from "eventsource-wasm";
import { initialize } from "launchdarkly-js-client-sdk";

// Says that it can send REPORT.
globalThis.EventSourcePolyfill = Object.assign(EventSource.with({}), { supportedOptions: { method: true, headers: true } });
// Its own option for headers; the native class would ignore them.
const requestHeaderTransform = (headers) => ({ ...headers, authorization: TOKEN });
const client = initialize("env", { kind: "user", key: "ada" }, {
  baseUrl: location.origin, streamUrl: location.origin, streaming: true, useReport: true,
  sendEvents: false, diagnosticOptOut: true, fetchGoals: false, requestHeaderTransform,
});
globalThis.flag = () => client.variation("banner", "");
globalThis.close = () => client.close();
