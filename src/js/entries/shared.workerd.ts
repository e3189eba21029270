/** Cloudflare workerd: nobody is there to share with, and each source has a connection of its own. */
import { EventSource } from "./exports.js";

export const SharedEventSource: typeof EventSource = Object.defineProperty(class extends EventSource {}, "name", { value: "SharedEventSource" });
