// The endpoints in a worker of the static site.
import { createEndpoints } from "../endpoints/endpoints.js";

const endpoints = createEndpoints();

/** A function that answers a request to an endpoint below `root`, a URL; it gives `undefined` for every other one. */
export function answerBelow(root) {
  return function answer(request) {
    const url = request.url.split(/[?#]/)[0];
    if (!url.startsWith(root.href)) return undefined;
    const path = `/${url.slice(root.href.length)}`;
    return endpoints.has(path) ? endpoints.answer(request, path) : undefined;
  };
}
