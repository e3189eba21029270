// The suite in a worker of workerd. It runs in the handler of a request whose query string has the settings.
import * as exports from "./workerd.js";
import { runSuite } from "../suite.mjs";

// The class must not use the runtime's own.
delete globalThis.EventSource;

export default {
  async fetch(request) {
    await runSuite(exports, new URL(request.url).searchParams);
    return new Response("done");
  },
};
