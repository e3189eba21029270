/** The default entry for Cloudflare workerd. Built with `platform.workerd.ts`. */
import { EventSource } from "../event-source.js";
import { correctDispatch } from "../runtime/workerd.js";

export * from "./exports.js";

correctDispatch(EventSource);
