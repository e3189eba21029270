// The suite in a worker of workerd, as the handler of a request whose query is the settings.
import * as exports from "./workerd.js";
import { runSuite } from "../suite.mjs";

// The class has to do without the runtime's own one.
delete globalThis.EventSource;

export default {
  async fetch(request) {
    await runSuite(exports, new URL(request.url).searchParams);
    return new Response("done");
  },
};
