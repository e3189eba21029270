/** A `fetch` that gives no body until the response has ended, as React Native's own: said at once, not waited for. */
import type { Driver } from "../../driver/driver.js";
import type { RequestTemplate } from "../../driver/request.js";

const ADVICE = "set the option `fetch` to the one of expo/fetch, or to that of react-native-nitro-fetch with `stream: true`";
/** Ms without a response after which a hint is due. */
const SLOW = 10_000;

/** Where Sentry's own `fetch` keeps the one that it stands before. */
const SENTRY = "__sentry_original__";
type Fetch = { readonly polyfill?: unknown; readonly [SENTRY]?: Fetch } | undefined;

/** React Native's is whatwg-fetch, which marks itself. */
const isBuffering = (fetch: Fetch): boolean => fetch?.polyfill === true || (fetch?.[SENTRY] !== undefined && isBuffering(fetch[SENTRY]));

/** Has the constructor, or the loop over `events()`, throw where nothing could ever arrive. */
export function refuseBuffering(prototype: Driver): void {
  const { start_ } = prototype;
  prototype.start_ = function (this: Driver) {
    const { fetch = globalThis.fetch } = this.template_.options_ as { fetch?: unknown };
    if (typeof fetch !== "function") throw new Error(`EventSource: there is no \`fetch\` here; ${ADVICE}.`);
    if (isBuffering(fetch as Fetch)) throw new Error(`EventSource: React Native's own \`fetch\` answers only when the whole response has come, and a stream's never has; ${ADVICE}.`);
    start_.call(this);
  };
}

let isHinted = false;

/** The same of one that cannot be recognised, as it answers or does not. */
export function explainBuffering(prototype: RequestTemplate): void {
  const { send_ } = prototype;
  prototype.send_ = async function (this: RequestTemplate, attempt) {
    const timer = setTimeout(() => {
      if (!isHinted) console.warn(`EventSource: no response from ${this.href_} for ${SLOW} ms. If \`fetch\` here answers only when the whole response has come, as React Native's own does, ${ADVICE}.`);
      isHinted = true;
    }, SLOW);
    const clear = (): void => clearTimeout(timer);
    attempt.signal.addEventListener("abort", clear);
    try {
      const response = await send_.call(this, attempt);
      if (response && response.body === undefined) Object.defineProperty(response, "body", { value: BUFFERED, configurable: true });
      return response;
    } finally {
      clear();
      attempt.signal.removeEventListener("abort", clear);
    }
  };
}

const BUFFERED = {
  getReader() {
    throw new TypeError(`this \`fetch\` has no streams, as React Native's own has none; ${ADVICE}`);
  },
};
