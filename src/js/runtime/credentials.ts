/** Headers that `fetch` of most runtimes removes when a redirect leaves the origin. */
export const CREDENTIALS = ["authorization", "cookie", "proxy-authorization"];
