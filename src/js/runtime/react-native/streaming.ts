/** Detects a `fetch` that returns no body until the response has ended, like React Native's own, and reports it instead of waiting. */
import type { Driver } from "../../driver/driver.js";
import type { RequestTemplate } from "../../driver/request.js";

const ADVICE = "set the option `fetch` to the one of expo/fetch, or to that of react-native-nitro-fetch with `stream: true`";
/** The hint is printed after this many ms without a response. */
const SLOW = 10_000;

/** The property in which Sentry's wrapper keeps the original `fetch`. */
const SENTRY = "__sentry_original__";
type Fetch = { readonly polyfill?: unknown; readonly [SENTRY]?: Fetch } | undefined;

/** Recognizes React Native's own, which is whatwg-fetch and marks itself. */
const isBuffering = (fetch: Fetch): boolean => fetch?.polyfill === true || (fetch?.[SENTRY] !== undefined && isBuffering(fetch[SENTRY]));

/** Makes the constructor, or the loop over `events()`, throw if nothing could ever arrive. */
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

/** Reports a `fetch` that cannot be recognized beforehand, by its response, or by the lack of one. */
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
