/** The default entry for React Native, and other engines without wasm and the web's classes. Built with `platform.react-native.ts`. */
import { Driver } from "../driver/driver.js";
import { RequestTemplate } from "../driver/request.js";
import { events as eventsOf } from "../events.js";
import { withReason } from "../runtime/react-native/abort-reason.js";
import { explainBuffering, refuseBuffering } from "../runtime/react-native/streaming.js";

export * from "./exports.js";

/**
 * The same as `events()` in `../events.ts`, with two corrections. An aborted signal always throws an error, even if it has no reason. And a
 * Request's default credentials, `same-origin`, are ignored, because an app has no origin.
 */
export const events: typeof eventsOf = (source, init = {}) =>
  eventsOf(source, {
    ...((source as Request)?.credentials === "same-origin" && { credentials: undefined as never }),
    ...init,
    ...(init.signal && { signal: withReason(init.signal) }),
  });

refuseBuffering(Driver.prototype);
explainBuffering(RequestTemplate.prototype);
