// All that answers on this site beside its files. Written for `Request` and `Response`, so that the Node server and a service
// worker, which is the server of the static site, run the same lines.
import { json } from "./body.js";
import { createBusy } from "./busy.js";
import { answerChat } from "./chat.js";
import { createFeed } from "./feed.js";
import { sendPings } from "./pings.js";
import { createWall } from "./wall.js";

/**
 * `has(path)` says whether an endpoint has this path, which begins at the site's root; `answer(request, path)` gives its response,
 * or a promise of it. `stop()` ends the timers.
 */
export function createEndpoints() {
  const feed = createFeed();
  /** For the page whose tabs share one connection. */
  const shared = createFeed();
  const wall = createWall();
  const routes = {
    "/api/feed": { GET: feed.serve },
    "/api/cut": { POST: () => json(200, { cut: feed.cut() }) },
    "/api/shared": { GET: shared.serve },
    "/api/shared/readers": { GET: () => json(200, { readers: shared.readers() }) },
    "/api/chat": { POST: answerChat },
    "/api/busy": { GET: createBusy() },
    "/api/wall": { GET: wall.serve, POST: wall.post },
    "/sse-demo": { GET: sendPings },
  };

  const has = (path) => Object.hasOwn(routes, path);

  function answer(request, path) {
    const route = routes[path];
    const handler = Object.hasOwn(route, request.method) ? route[request.method] : undefined;
    if (handler) return handler(request);
    return json(405, { error: `${request.method} is not answered here.` }, { Allow: Object.keys(route).join(", ") });
  }

  function stop() {
    feed.stop();
    shared.stop();
  }

  return { has, answer, stop };
}
