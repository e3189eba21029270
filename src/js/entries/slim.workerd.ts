/** The slim entry for Cloudflare workerd. Built with `platform.slim.workerd.ts`. */
import { EventSource } from "../event-source.js";
import { correctDispatch } from "../runtime/workerd.js";

export * from "./exports.js";
export { init, initSync } from "../runtime/slim.js";

correctDispatch(EventSource);
