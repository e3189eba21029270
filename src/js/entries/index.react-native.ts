/** React Native and other engines without wasm and without the web's classes. Built with `platform.react-native.ts`. */
import { Driver } from "../driver/driver.js";
import { RequestTemplate } from "../driver/request.js";
import { events as eventsOf } from "../events.js";
import { withReason } from "../runtime/react-native/abort-reason.js";
import { explainBuffering, refuseBuffering } from "../runtime/react-native/streaming.js";

export * from "./exports.js";

/**
 * As everywhere, but that an aborted signal throws an error even where it has no reason, and that a Request says nothing of credentials
 * unless it was told to: it has no origin that could be the same.
 */
export const events: typeof eventsOf = (source, init = {}) =>
  eventsOf(source, {
    ...((source as Request)?.credentials === "same-origin" && { credentials: undefined as never }),
    ...init,
    ...(init.signal && { signal: withReason(init.signal) }),
  });

refuseBuffering(Driver.prototype);
explainBuffering(RequestTemplate.prototype);
